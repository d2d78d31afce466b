/**
 * Loads a plugin's module.js as Grafana does: an AMD module that gets the modules Grafana shares and no other. A name
 * outside that list is an error here, as it would be there.
 */
import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import * as lodash from 'lodash';
import moment from 'moment';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import * as jsxRuntime from 'react/jsx-runtime';
import * as rxjs from 'rxjs';
import * as operators from 'rxjs/operators';

const shared = new Map<string, unknown>([
  ['@emotion/css', emotionCss],
  ['@emotion/react', emotionReact],
  ['@grafana/data', data],
  ['@grafana/runtime', runtime],
  ['@grafana/ui', ui],
  ['lodash', withDefault(lodash)],
  ['moment', withDefault(moment)],
  ['react', React],
  ['react-dom', ReactDOM],
  ['react/jsx-runtime', jsxRuntime],
  ['rxjs', rxjs],
  ['rxjs/operators', operators],
]);

type Define = ((...args: unknown[]) => void) & { amd?: object };

export async function importModule(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`the plugin at ${url} cannot be read: ${response.status} ${response.statusText}`);
  }
  let exported: unknown;
  const define: Define = (...args) => {
    const factory = args.pop();
    const names = args.find((arg): arg is string[] => Array.isArray(arg)) ?? [];
    const module = { exports: {}, uri: url };
    const given = names.map((name) =>
      name === 'exports' ? module.exports : name === 'module' ? module : provide(name)
    );
    exported = (typeof factory === 'function' ? factory(...given) : factory) ?? module.exports;
  };
  define.amd = {};
  new Function('define', `${await response.text()}\n//# sourceURL=${url}`)(define);
  return exported;
}

function provide(name: string): unknown {
  if (!shared.has(name)) {
    throw new Error(`the plugin asks for "${name}", which Grafana does not share`);
  }
  return shared.get(name);
}

function withDefault(module: object): object {
  return Object.assign({ default: module }, module, { __esModule: true });
}
