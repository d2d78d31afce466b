// What @grafana/ui measures and jsdom lacks: canvas text width, element sizes (option lists are virtual), observers.
require('@testing-library/jest-dom');
const { TextEncoder, TextDecoder } = require('util');
Object.assign(global, { TextDecoder, TextEncoder });

const noop = () => {};
const mediaQuery = (media) => ({
  matches: false,
  media,
  onchange: null,
  addListener: noop,
  removeListener: noop,
  addEventListener: noop,
  removeEventListener: noop,
  dispatchEvent: noop,
});
Object.defineProperty(global, 'matchMedia', { writable: true, value: mediaQuery });
HTMLCanvasElement.prototype.getContext = () => ({ measureText: (text) => ({ width: text.length * 8 }), font: '' });
const box = { width: 120, height: 120, top: 0, left: 0, bottom: 0, right: 0, x: 0, y: 0, toJSON: noop };
Object.defineProperty(Element.prototype, 'getBoundingClientRect', { writable: true, value: () => box });
for (const [owner, name, value] of [
  [HTMLElement, 'offsetHeight', 120],
  [HTMLElement, 'offsetWidth', 120],
  [Element, 'clientHeight', 500],
  [Element, 'clientWidth', 500],
  [Element, 'scrollHeight', 500],
]) {
  Object.defineProperty(owner.prototype, name, { configurable: true, value });
}
Element.prototype.scrollTo = noop;
const size = [{ inlineSize: 500, blockSize: 500 }];
global.ResizeObserver = class {
  constructor(callback) {
    this.callback = callback;
  }
  observe(target) {
    const contentRect = { ...box, width: 500, height: 500, right: 500, bottom: 500 };
    setTimeout(() => this.callback([{ target, contentRect, borderBoxSize: size, contentBoxSize: size }], this));
  }
  unobserve() {}
  disconnect() {}
};
global.IntersectionObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
};
