import { fillLink, parseLink } from './link';

const template = 'https://crm.example/${kind}/${id}?from=${kind}';
const fill = (row: Record<string, string | null>) => fillLink(template, (column) => row[column] ?? null);

test('names its columns, each once', () => {
  expect(parseLink(template)).toEqual(['kind', 'id']);
  expect(parseLink('https://crm.example/')).toEqual([]);
});

test('fills in values, encoded', () => {
  expect(fill({ kind: 'deals', id: "a/../b?c#d&e='<ü>$&" })).toBe("https://crm.example/deals/a%2F..%2Fb%3Fc%23d%26e%3D'%3C%C3%BC%3E%24%26?from=deals");
});

test.each([null, ''])('has no address for a row whose value is %j', (id) => {
  expect(fill({ kind: 'deals', id })).toBeNull();
});
