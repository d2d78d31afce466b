/** As plugin.json has it; a test compares the two. */
export const pluginId = 'salesfunnel-metrics-datasource';
