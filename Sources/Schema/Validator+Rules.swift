import JSON

extension Validator {
  typealias Node = SchemaProgram.Node

  /// Whether a value meets one requirement of a node; what it has evaluated is marked.
  mutating func holds(
    _ requirement: SchemaProgram.Requirement, of node: Node, _ instance: JSON,
    _ marks: inout Evaluated
  ) -> Bool {
    let keyword = requirement.keyword
    switch requirement.rule {
    case .nothing: return fail("", of: node, "nothing is allowed here, found \(instance.brief)")
    case .type(let types): return hasType(types, of: node, instance)
    case .values(let forms, let text): return isAmong(forms, text, keyword, of: node, instance)
    case .bound(let bound): return isWithin(bound, keyword, of: node, instance)
    case .multiple(let divisor): return isMultiple(of: divisor, node, instance)
    case .size(let size): return fits(size, keyword, of: node, instance)
    case .pattern(let pattern): return matches(pattern, of: node, instance)
    case .format(let format): return hasFormat(format, of: node, instance)
    case .uniqueItems: return hasUniqueItems(of: node, instance)
    case .required(let names): return hasMembers(names, of: node, instance)
    case .dependentRequired(let dependencies):
      return meets(dependencies, keyword, of: node, instance)
    case .reference(let target):
      return evaluate(destination(of: program.targets[target]), instance, marking: &marks)
    case .allOf(let nodes): return matchesAll(nodes, instance, &marks)
    case .anyOf(let nodes): return matchesAny(nodes, of: node, instance, &marks)
    case .oneOf(let nodes): return matchesOne(nodes, of: node, instance, &marks)
    case .not(let inner): return matchesNot(inner, of: node, instance)
    case .condition(let test, let then, let otherwise):
      return answers(test, instance, marking: &marks)
        ? matchesAll([then].compactMap { $0 }, instance, &marks)
        : matchesAll([otherwise].compactMap { $0 }, instance, &marks)
    case .dependentSchemas(let schemas):
      return matchesDependents(schemas, of: node, instance, &marks)
    case .prefixItems(let nodes): return matchesPrefix(nodes, instance, &marks)
    case .items(let item, let first): return matchesItems(item, from: first, instance, &marks)
    case .contains(let item, let minimum, let maximum):
      return contains(item, minimum, maximum, of: node, instance, &marks)
    case .members(let members): return matchesMembers(members, instance, &marks)
    case .propertyNames(let name): return matchesNames(name, of: node, instance)
    case .unevaluatedItems(let item): return matchesUnevaluated(items: item, instance, &marks)
    case .unevaluatedProperties(let member):
      return matchesUnevaluated(members: member, instance, &marks)
    }
  }
}
