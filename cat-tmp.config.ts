import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { environment: 'node', include: ['tests/db/**/*.test.ts'], globalSetup: ['tests/support/db-setup.ts'], env: { ENGINE: process.env.ENGINE ?? 'embedded' }, pool: 'forks', testTimeout: 300000, hookTimeout: 900000, fileParallelism: false } });
