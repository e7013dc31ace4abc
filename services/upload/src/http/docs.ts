import { fastifySwagger } from '@fastify/swagger';
import { fastifySwaggerUi } from '@fastify/swagger-ui';
import type { App } from './create-server.ts';
import type { UploadLimits } from '../schemas/upload.ts';
import { addLinks } from './add-links.ts';
import { addExamples } from './examples/add-examples.ts';
import { hoistSchemas } from './hoist-schemas.ts';

// Unlike the plugin's default without upgrade-insecure-requests, so the page also works over plain HTTP.
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** Serves the OpenAPI document at `/openapi.json` and a page for people at `/docs`. */
export async function addDocs(app: App, limits: UploadLimits): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'proofsheet',
        version: '1',
        description: 'Upload photos directly to S3 and get their thumbnails.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      security: [{ bearer: [] }],
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: '/docs', staticCSP: contentSecurityPolicy });
  app.get('/openapi.json', { schema: { hide: true } }, () =>
    addExamples(addLinks(hoistSchemas(app.swagger())), limits),
  );
}
