import type { JsonSchema } from '../datasets/json-schema.ts';

export type Schema = JsonSchema;

export interface Parameter {
  name: string;
  in: 'query' | 'path';
  required?: boolean;
  description: string;
  schema: Schema;
}

export interface MediaType {
  schema: Schema;
}

export interface Answer {
  description: string;
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, MediaType>;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; description: string; content: Record<string, MediaType> };
  responses: Record<string, Answer | { $ref: string }>;
}

export type Method = 'get' | 'post';
export type Paths = Record<string, Partial<Record<Method, Operation>>>;

/** The part of OpenAPI 3.1 that we write. */
export interface OpenApi {
  openapi: string;
  info: Record<string, unknown>;
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  paths: Paths;
  components: {
    schemas: Record<string, Schema>;
    headers: Record<string, { description: string; schema: Schema }>;
    responses: Record<string, Answer>;
  };
}
