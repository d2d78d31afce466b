/** The modules that Grafana 11.6 to 13 hands to a plugin at run time; everything else is bundled. */
export const externals = [
  'lodash',
  'moment',
  'react',
  'react-dom',
  'rxjs',
  '@emotion/css',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
];
