import type { Dashboard } from '../../native/dashboard/Dashboard';
import { asObject } from '../config/path';
import type { Read } from '../parts/text';

/** A dashboard's JSON as people have it: a file, the JSON model of its settings, or an answer of Grafana's API. */
export function readDashboard(text: string): Read<Dashboard> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const outer = asObject(value);
  const inner = asObject(outer['dashboard']);
  const dashboard = Array.isArray(inner['panels']) ? inner : outer;
  if (Array.isArray(dashboard['panels'])) {
    return { value: dashboard };
  }
  return {
    problem:
      asObject(outer['spec'])['elements'] !== undefined || outer['elements'] !== undefined
        ? 'This is the new dashboard schema: choose the classic model when you export it, or find the dashboard by its title here'
        : 'This is no dashboard: it has no list of panels',
  };
}
