import { refusal } from './guard';

const json = { 'content-type': 'application/json' };

describe('refusal', () => {
  it('lets its own page through', () => {
    expect(refusal('GET', { host: 'localhost:3400' }, 3400)).toBeUndefined();
    expect(refusal('POST', { host: '127.0.0.1:3400', origin: 'http://127.0.0.1:3400', ...json }, 3400)).toBeUndefined();
  });

  it('refuses another name, another origin, another port and a plain form', () => {
    expect(refusal('GET', { host: 'rebound.example:3400' }, 3400)).toContain('answers to');
    expect(refusal('GET', { host: 'localhost:80' }, 3400)).toContain('answers to');
    expect(refusal('POST', { host: 'localhost:3400', origin: 'https://elsewhere.example', ...json }, 3400)).toContain(
      'own page'
    );
    expect(refusal('POST', { host: 'localhost:3400', 'content-type': 'text/plain' }, 3400)).toContain('JSON only');
  });
});
