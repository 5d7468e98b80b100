/// The conformance tests that fail, each with its reason.
enum ConformanceMisses {
  static func reason(_ name: String) -> String? { reasons[name] }

  private static let reasons: [String: String] = {
    var reasons: [String: String] = [:]
    for (reason, names) in groups {
      for name in names { reasons[name] = reason }
    }
    return reasons
  }()

  private static let groups: [(reason: String, names: [String])] = [
    (
      "an unknown function is refused when the expression is parsed, not when it is evaluated",
      ["basic/functions/unbound_is_runtime_error"]
    ),
    (
      "there are no containers: a name is looked up as it is written",
      [
        "namespace/namespace/self_eval_container_lookup",
        "namespace/namespace/self_eval_container_lookup_unchecked",
      ]
    ),
    (
      "named time zones are refused: a result must not depend on a machine's time zone tables",
      [
        "timestamps/timestamp_selectors_tz/getDate",
        "timestamps/timestamp_selectors_tz/getDayOfMonth_name_neg",
        "timestamps/timestamp_selectors_tz/getDayOfMonth_name_pos",
        "timestamps/timestamp_selectors_tz/getDayOfYear",
        "timestamps/timestamp_selectors_tz/getMinutes",
      ]
    ),
    (
      "no static types are deduced: what an expression reads is JSON, whose types show at run time",
      [
        "complex_initializers/list", "complex_initializers/map", "constant_literals/bool",
        "constant_literals/bytes", "constant_literals/double", "constant_literals/int",
        "constant_literals/null", "constant_literals/string", "constant_literals/uint",
        "flexible_type_parameter_assignment/list_parameter",
        "flexible_type_parameter_assignment/list_parameter_order_independent",
        "flexible_type_parameter_assignment/optional_dyn_promotion",
        "flexible_type_parameter_assignment/optional_dyn_promotion_2",
        "flexible_type_parameter_assignment/optional_in_ternary",
        "flexible_type_parameter_assignment/optional_none",
        "flexible_type_parameter_assignment/optional_none_2",
        "flexible_type_parameter_assignment/unconstrained_type_var_as_dyn",
        "functions/function_result_type", "functions/nested_calls", "indexing/list",
        "indexing/map",
        "legacy_nullable_types/null_assignable_to_abstract_parameter_candidate",
        "type_parameters/multiple_parameters_generality",
        "type_parameters/multiple_parameters_generality_2",
        "type_parameters/multiple_parameters_parameterized_ovl",
        "type_parameters/multiple_parameters_parameterized_ovl_2",
      ].map { "type_deduction/" + $0 }
    ),
  ]
}
