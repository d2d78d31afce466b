export * from './tree';
export * from './build';
export * from './Dialect';
export * from './SalesError';
export { didYouMean, nearest } from './nearest';
export { print } from './print';
export { checkIdentifier, checkText, pieces } from './text';
