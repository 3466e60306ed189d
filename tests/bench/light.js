/** The light build, as the page's workers run it: nets from their files and blueprints. */

/** A build's JavaScript, whole (`easily_fooled`) or light; another `instance` shares nothing with the others. */
export const importBuild = (name, instance) => import(new URL(`/pkg/${name}.js?${instance}`, location.href).href);

/** The light build's exports and its `memory`. */
export async function startLight(instance = "") {
  const light = await importBuild("easily_fooled_light", instance);
  const { memory } = await light.default();
  return { ...light, memory };
}

/** The bytes of a net's file and of its blueprint. */
export async function fetchNet(id) {
  const [onnx, blueprint] = await Promise.all(["onnx", "blueprint"].map((kind) => fetchBytes(`/models/${id}.${kind}`)));
  return { onnx, blueprint };
}

export async function fetchBytes(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export const buildNet = ({ Classifier }, { onnx, blueprint }) => Classifier.fromBlueprint(blueprint, onnx, nobody);

function nobody() {
  throw new Error("nobody gives second opinions here");
}
