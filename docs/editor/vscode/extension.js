// Starts `vcc lsp` for *.vcc files; everything else is the server's.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
  const [command, ...args] = workspace.getConfiguration("vcc").get("command");
  client = new LanguageClient(
    "vcc",
    "vcc",
    { command, args },
    {
      documentSelector: [{ language: "vcc" }],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{*.vcc,vcc.toml,pyproject.toml}") },
    },
  );
  return client.start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
