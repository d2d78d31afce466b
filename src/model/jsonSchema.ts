import * as z from 'zod/mini';
import { entityFields, entityNames } from './fields';
import { modelSchema } from './schema';

interface Node {
  type?: unknown;
  anyOf?: Node[];
  description?: string;
  properties?: Record<string, Node>;
}

/** A text or a number may be written in other forms too; an editor shows the plain one. */
function plain(node: Node): void {
  const forms = node.anyOf?.map(({ type }) => type).join();
  if (forms === 'string,number,boolean' || forms === 'number,string') {
    node.type = forms === 'number,string' ? 'number' : 'string';
    delete node.anyOf;
  }
}

/** JSON schema of a model as it is written, for the JSON editor. */
export function modelJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(modelSchema, { io: 'input', unrepresentable: 'any', override: ({ jsonSchema }) => plain(jsonSchema as Node) });
  const entities = (schema as Node).properties?.['entities']?.properties ?? {};
  for (const name of entityNames) {
    const node = entities[name];
    if (node) {
      node.description = entityFields[name].meaning;
    }
  }
  return { ...schema };
}
