export * from "./agents.js";
export * from "./engine.js";
export * from "./errors.js";
export * from "./events.js";
export * from "./inputs.js";
export * from "./options.js";
export * from "./templates.js";
export * from "./workflow.js";
