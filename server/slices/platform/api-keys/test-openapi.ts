/** Checks a document against the schema of OpenAPI, for tests. */
import { Validator } from '@seriousme/openapi-schema-validator';

/** What is wrong with the document; nothing when it is valid. */
export async function validate(text: string): Promise<unknown[]> {
  const result = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
  return result.valid ? [] : [result.errors].flat();
}
