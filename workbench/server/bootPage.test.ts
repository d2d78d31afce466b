import { bootPage } from './bootPage';
import type { DataSource } from './dataSources';

const source: DataSource = {
  id: 1,
  uid: 'a',
  name: 'A',
  type: 't',
  isDefault: true,
  jsonData: { text: '</script><script>alert(1)' },
  meta: {},
};

describe('bootPage', () => {
  it('puts the boot data before the module, with nothing that ends the script', () => {
    const html = bootPage({ theme: 'light', sources: [source], assets: '/assets/' });
    const [before = '', after = ''] = html.split('<script type="module"');
    expect(before).toContain('window.grafanaBootData = {');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(after).toContain('src="/assets/main.js"');
  });
});
