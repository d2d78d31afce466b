export * from './tree';
export { evaluate } from './evaluate';
export { format } from './format';
export type { FormulaFunction, Value } from './FormulaFunction';
export { functionByName, functionNames } from './functions';
export { meanInterval, newcombe, wilson, z95, type Interval, type Moments, type Proportion } from './intervals';
export { parseFormula, reservedNames } from './parse';
export { references, substitute, withScope, type Reference } from './references';
export { toSql } from './toSql';
