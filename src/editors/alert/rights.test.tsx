import { rightsOf, type Circumstances } from './rights';

const around = (part: Partial<Circumstances>): Circumstances => ({
  hasAlerting: true,
  permissions: {},
  role: 'Editor',
  version: '12.4.0',
  ...part,
});
const editor = { 'alert.rules:read': true, 'alert.rules:create': true, 'alert.provisioning.provenance:write': true };

it('lets an editor do everything', () => {
  expect(rightsOf(around({ permissions: editor }))).toEqual({ evaluate: true, form: true, create: true });
  expect(rightsOf(around({}))).toEqual({ evaluate: true, form: true, create: true });
});

it('leaves viewers the evaluator and the file', () => {
  const rights = rightsOf(around({ role: 'Viewer', permissions: { 'alert.rules:read': true } }));
  expect(rights.evaluate).toBe(true);
  expect(rights.form).toMatch(/role \(Viewer\) may not create alert rules/);
  expect(rights.create).toMatch(/may not create alert rules through the API/);
  expect(rightsOf(around({ role: 'Viewer' })).create).not.toBe(true);
});

it.each([[{ 'alert.provisioning:write': true }], [{ 'alert.rules.provisioning:write': true }]])(
  'knows the older permission %j',
  (permissions) => {
    expect(rightsOf(around({ permissions })).create).toBe(true);
  }
);

it.each(['12.3.0', '12.3.1'])('does not offer the rule form of %s, which loses the queries', (version) => {
  expect(rightsOf(around({ version })).form).toMatch(/loses the queries/);
  expect(rightsOf(around({ version })).create).toBe(true);
});

it('says so where there is no alerting', () => {
  expect(rightsOf(around({ hasAlerting: false, permissions: editor })).evaluate).toBe(
    'there is no alerting in this Grafana'
  );
});
