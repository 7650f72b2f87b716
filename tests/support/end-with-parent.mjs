// Loaded into servers that tests start: when the test process is gone, however it went, its end of the pipe
// closes and the server goes too. Nothing is left running after a crash.
process.stdin.on('close', () => process.kill(process.pid, 'SIGKILL'));
process.stdin.resume();
if ('unref' in process.stdin) process.stdin.unref();
