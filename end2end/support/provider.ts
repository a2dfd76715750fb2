import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { type IncomingMessage, type Server as Listener, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider as OpenId } from "oidc-provider";

/** What the provider knows about somebody, besides the name to sign in with. */
export type Claims = Record<string, string | boolean | string[] | Record<string, string[]>>;

const CLIENT = { id: "lagebild", secret: "e2e: geheim & lang genug" };

/** One key for all providers of a worker: making one takes a while. */
const KEY = {
  ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }),
  use: "sig",
  alg: "RS256",
};

/**
 * An OpenID provider on a free port: one confidential client, PKCE required. It takes everybody whose name it
 * knows and asks for no password.
 */
export class Provider {
  /** Who can sign in, with what is said about them. */
  readonly accounts = new Map<string, Claims>();
  readonly #listener: Listener;
  readonly #port: number;
  #openId: OpenId | undefined;

  private constructor(listener: Listener) {
    this.#listener = listener;
    this.#port = (listener.address() as AddressInfo).port;
    listener.on("request", (request, response) => void this.#answer(request, response));
  }

  /** Takes a port and answers 503 there until it is opened. */
  static async start(): Promise<Provider> {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new Provider(listener);
  }

  /** Its address. Another host than the product's, so that cookies stay apart. */
  get issuer(): string {
    return `http://localhost:${this.#port}`;
  }

  /** What the product has to be told. */
  get settings(): Record<string, string> {
    return {
      LAGEBILD_OIDC_ISSUER: this.issuer,
      LAGEBILD_OIDC_CLIENT_ID: CLIENT.id,
      LAGEBILD_OIDC_CLIENT_SECRET: CLIENT.secret,
    };
  }

  /** Lets people sign in to the product at `origin`; `within` says where it tells the claims. */
  open(origin: string, within: "token" | "userinfo" = "token"): void {
    this.#openId = new OpenId(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${origin}/anmelden/oidc/zurueck`],
        },
      ],
      jwks: { keys: [KEY] },
      cookies: { keys: [randomUUID()] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      conformIdTokenClaims: within === "userinfo",
      claims: {
        email: ["email", "email_verified"],
        profile: ["name", "lagebild_roles", "lagebild_bodies", "realm_access"],
      },
      findAccount: (_, accountId) => {
        const claims = this.accounts.get(accountId);
        return claims && { accountId, claims: () => ({ sub: accountId, ...claims }) };
      },
      // Nobody is asked whether the product may know who they are: it belongs to the administration.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client!.clientId,
          accountId: oidc.session!.accountId!,
        });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
      interactions: { url: (_, { uid }) => `/wer/${uid}` },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 600, Session: 600 },
    });
  }

  /** Stops answering anything but 503. */
  close(): void {
    this.#openId = undefined;
  }

  async stop(): Promise<void> {
    this.#listener.closeAllConnections();
    await new Promise((done) => this.#listener.close(done));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const openId = this.#openId;
    if (openId === undefined) return void response.writeHead(503).end();
    const { pathname } = new URL(request.url!, this.issuer);
    if (!pathname.startsWith("/wer/")) return void openId.callback()(request, response);
    if (request.method === "GET") return void response.writeHead(200, { "content-type": "text/html" }).end(FORM);
    const form = await read(request);
    const result = form.has("nein")
      ? { error: "access_denied", error_description: "abgebrochen" }
      : { login: { accountId: form.get("name")! } };
    await openId.interactionFinished(request, response, result);
  }
}

const FORM = `<!DOCTYPE html><html lang="de"><title>Verwaltung</title><link rel="icon" href="data:,">
<form method="post"><label>Kennung <input name="name"></label>
<button>Weiter</button><button name="nein" value="1">Abbrechen</button></form>`;

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
