import { joinWords, problemOfName, renamed } from './dimensionEdits';
import { freeId, moved, newPipeline } from './pipelineEdits';

describe('stages', () => {
  it('move up and down', () => {
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  });

  it('stay where they are at either end', () => {
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('get ids that are not taken', () => {
    expect(freeId([{ id: 'stage-2' }], 'stage')).toBe('stage-3');
    expect(newPipeline([{ id: 'pipeline-2' }])).toMatchObject({ id: 'pipeline-3', of: 'deal' });
  });
});

describe('dimensions', () => {
  it('keep their place when they are renamed', () => {
    expect(Object.entries(renamed({ a: 'x', b: 'y' }, 'a', 'c'))).toEqual([
      ['c', 'x'],
      ['b', 'y'],
    ]);
  });

  it('are refused a name that is taken or no name', () => {
    expect(problemOfName('region', ['region'])).toBe('there is a dimension "region" already');
    expect(problemOfName('my region', [])).toMatch(/cannot be a name/);
    expect(problemOfName('region', ['owner'])).toBeUndefined();
  });

  it('say what they are joined to', () => {
    expect(joinWords({ join: 'users', on: 'owner_id', key: 'id', label: 'name' })).toBe('users.name by owner_id');
    expect(joinWords('region')).toBeUndefined();
  });
});
