module.exports = {
  languages: { register() {}, CompletionItemKind: {} },
  editor: { defineTheme() {}, setTheme() {} },
  Uri: {},
};
