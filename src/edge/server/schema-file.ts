import type { FastifyInstance } from "fastify";
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from "graphql";

/** For generators of code, wherever introspection is on: what it tells, as text. */
export function addSchemaFile(http: FastifyInstance, schema: GraphQLSchema): void {
  const text = `${printSchema(lexicographicSortSchema(schema))}\n`;
  http.get("/schema.graphql", (_request, reply) =>
    reply
      .header("cache-control", "no-cache")
      .header("x-content-type-options", "nosniff")
      .type("text/plain; charset=utf-8")
      .send(text),
  );
}
