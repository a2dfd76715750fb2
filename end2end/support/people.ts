import type { Cookie } from "@playwright/test";
import type { Server } from "./program.ts";

/** The password of the accounts of the demonstration. */
export const DEMO_PASSWORD = "lagebild-demo";

/** A password that is taken, for accounts that tests make. */
export const PASSWORD = "regen-auf-altem-blech";

/** Somebody who is signed in. */
export interface Visitor {
  email: string;
  /** What the browser of this person brings along. */
  cookies: Cookie[];
}

/** What the form for inviting is told about a contact of the whole Land. */
const CONTACT_OF_THE_LAND = { role_contact: "on", body: "09", with_members: "on", may_invite: "on" };

/** Asks for an address as a browser would, and follows nothing. */
export function get(server: { url: string }, path: string, cookies: Cookie[] = []): Promise<Response> {
  return fetch(new URL(path, server.url), { headers: { cookie: cookie(cookies) }, redirect: "manual" });
}

/** Sends a form as a browser would, and follows nothing. */
export function post(
  server: { url: string },
  path: string,
  fields: Record<string, string>,
  cookies: Cookie[] = [],
): Promise<Response> {
  return fetch(new URL(path, server.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { cookie: cookie(cookies) },
    redirect: "manual",
  });
}

/** What a browser with these cookies sends. */
export function cookie(cookies: Cookie[] = []): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** Signs in with a password. */
export async function signIn(server: { url: string }, email: string, password = DEMO_PASSWORD): Promise<Visitor> {
  return welcomed(server, email, await post(server, "/anmelden", { email, password }));
}

/** Makes the first account, an admin's, by the link that the server printed at its start. */
export async function setUp(server: Server, email = "admin@lagebild.example"): Promise<Visitor> {
  const fields = { email, name: "Ada Anfang", password: PASSWORD };
  return welcomed(server, email, await post(server, await server.setupLink(), fields));
}

/** Invites somebody, who accepts. `rights` are fields of the form for inviting. */
export async function invite(
  server: { url: string },
  admin: Visitor,
  email: string,
  rights: Record<string, string> = CONTACT_OF_THE_LAND,
): Promise<Visitor> {
  const link = await invitation(server, admin, email, rights);
  return welcomed(server, email, await post(server, link, { name: "Konrad Kommune", password: PASSWORD }));
}

/** Invites somebody and returns the path of the link. */
export async function invitation(
  server: { url: string },
  admin: Visitor,
  email: string,
  rights: Record<string, string> = CONTACT_OF_THE_LAND,
): Promise<string> {
  const fields = { email, name: "Konrad Kommune", ...rights };
  const answer = await post(server, "/verwaltung/personen/neu", fields, admin.cookies);
  const link = /\/einladung\/[0-9a-f]{64}/.exec(await answer.text());
  if (link === null) throw new Error(`Auf die Einladung von ${email} folgt ${answer.status} ohne Link.`);
  return link[0];
}

function welcomed(server: { url: string }, email: string, answer: Response): Visitor {
  if (answer.status !== 303) throw new Error(`${email} wird nicht angemeldet, sondern bekommt ${answer.status}.`);
  const { hostname } = new URL(server.url);
  const cookies = answer.headers.getSetCookie().map((line): Cookie => {
    const [name, value] = line.split(";")[0]!.split("=");
    return {
      name: name!,
      value: value!,
      domain: hostname,
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax",
    };
  });
  return { email, cookies };
}
