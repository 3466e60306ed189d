import { EngineError } from "./protocol.ts";

/** Fetches a file that must not be a web page (what many servers send in place of a missing file). */
async function fetchFile(address: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new EngineError("network", fileName(address));
  }
  if (!response.ok) throw new EngineError("network", fileName(address));
  if (response.headers.get("content-type")?.startsWith("text/html")) {
    throw new EngineError("not-a-program", fileName(address));
  }
  return response;
}

export async function fetchBytes(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetchFile(address);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new EngineError("network", fileName(address));
  }
}

/** Fetches and compiles, at the same time where the server names the type, afterwards where it does not. */
export async function fetchProgram(address: string): Promise<WebAssembly.Module> {
  const response = await fetchFile(address);
  try {
    if (response.headers.get("content-type")?.startsWith("application/wasm")) return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (reason) {
    const code = reason instanceof WebAssembly.CompileError ? "not-a-program" : "network";
    throw new EngineError(code, fileName(address));
  }
}

function fileName(address: string): string {
  return address.split(/[?#]/)[0]!.split("/").pop() ?? address;
}
