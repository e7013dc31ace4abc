import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadGoModule } from '../../programs/go.ts';
import { crdSchemas, type KindSchema, kubernetesSchemas } from './kind-schemas.ts';

const kubernetes = { module: 'k8s.io/kubernetes', version: 'v1.35.4' };

const crds = [
  {
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.21.0',
    files: [
      'config/crd/bases/keda.sh_scaledobjects.yaml',
      'config/crd/bases/keda.sh_triggerauthentications.yaml',
    ],
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    files: [
      'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
    ],
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.4.1',
    files: ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  },
];

/**
 * Writes strict schemas of Kubernetes, KEDA, prometheus-operator and the Gateway API below `folder`, unless they are
 * there. Returns where kubeconform finds one.
 * @throws MissingToolError without Go, from whose module proxy they come.
 */
export async function prepareSchemas(folder: string): Promise<string> {
  const own = path.join(folder, [kubernetes, ...crds].map(({ version }) => version).join('-'));
  const known = await access(own).then(
    () => true,
    () => false,
  );
  if (!known) {
    process.stderr.write('making schemas of Kubernetes\n');
    const unfinished = `${own}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    for (const { group, version, kind, schema } of await readSchemas()) {
      const name = `${kind.toLowerCase()}-${group || version}-${version}.json`;
      await writeFile(path.join(unfinished, name), JSON.stringify(schema));
    }
    await rename(unfinished, own);
  }
  return path.join(own, '{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json');
}

async function readSchemas(): Promise<KindSchema[]> {
  const swagger = path.join(await downloadGoModule(kubernetes), 'api/openapi-spec/swagger.json');
  const schemas = kubernetesSchemas(JSON.parse(await readFile(swagger, 'utf8')));
  for (const { files, ...source } of crds) {
    const place = await downloadGoModule(source);
    for (const file of files) schemas.push(...crdSchemas(await readFile(path.join(place, file), 'utf8')));
  }
  return schemas;
}
