"""What an editor asks: position in, result out. Knows no protocol; `vcc/lsp/` speaks one."""
