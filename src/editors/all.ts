export { ConfigEditor } from './ConfigEditor';
export { QueryEditor } from './QueryEditor';
export { VariableQueryEditor } from './VariableQueryEditor';
