// Letters, as they arrive at a real mail server.

import { create } from "../../support/database.ts";
import { type Arrived, Postbox } from "../../support/postbox.ts";
import type { Server } from "../../support/program.ts";
import { TODAY, expect, test as base } from "../../support/test.ts";

const REFUSED = "niemand@kommune.example";

const test = base.extend<{ postbox: Postbox; server: Server }>({
  postbox: async ({}, use) => {
    const postbox = await Postbox.start([REFUSED]);
    await use(postbox);
    await postbox.stop();
  },
  environment: async ({ postbox }, use) => use(postbox.settings),
  server: async ({ told, serve }, use) => {
    const database = await create("sqlite", told.url);
    const server = await serve(database.url, "--today", TODAY);
    await use(server);
    await server.stop();
    await database.remove();
  },
  baseURL: async ({ server }, use) => use(server.url),
});

/** Sends the form of an invitation as the admin of the demonstration and returns the page that follows. */
async function invite(server: Server, email: string, name = "Karla Kontakt"): Promise<string> {
  const post = (path: string, fields: Record<string, string>, headers = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual", headers });
  const entered = await post("/anmelden", { email: "admin@demo.example", password: "lagebild-demo" });
  expect(entered.status).toBe(303);
  const cookie = entered.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const fields = { email, name, role_contact: "ja", body: "097720177177" };
  let answer = await post("/verwaltung/personen/neu", fields, { cookie });
  if (answer.status === 303) {
    answer = await fetch(new URL(answer.headers.get("location")!, server.url), { headers: { cookie } });
  }
  expect(answer.status).toBe(200);
  return answer.text();
}

test("an invitation comes by mail and opens the account", async ({ server, postbox, page }) => {
  const shown = await invite(server, "karla@kommune.example");
  expect(shown, "the link is for the one invited alone").not.toMatch(/\/einladung\//);
  await expect.poll(() => postbox.to("karla@kommune.example")).toHaveLength(1);
  const [{ recipients, mail, source }] = postbox.to("karla@kommune.example") as [Arrived];
  expect(recipients).toEqual(["karla@kommune.example"]);
  expect(mail.from).toMatchObject({ name: "Lagebild", address: "lagebild@land.example" });
  expect(mail.to).toMatchObject([{ address: "karla@kommune.example" }]);
  expect(mail.subject).toBe("Ihre Einladung zum Lagebild");
  expect(mail.messageId).toMatch(/^<[0-9a-f]{32}@land\.example>$/);
  expect(mail.html, "plain text, nothing that calls home").toBeUndefined();
  expect(source).toMatch(/^Date: /m);
  expect(mail.text).toContain("Zuständig für: Markt Meitingen");

  const link = /^(http\S+\/einladung\/\S+)$/m.exec(mail.text!)![1]!;
  expect(link.startsWith(`${server.url}/`), link).toBe(true);
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText("karla@kommune.example");
});

test("a name cannot write headers", async ({ server, postbox }) => {
  await invite(server, "karla@kommune.example", "Karla =?utf-8?q?=0D=0ABcc:_alle@land.example?=");
  await expect.poll(() => postbox.letters).toHaveLength(1);
  expect(postbox.letters[0]!.recipients).toEqual(["karla@kommune.example"]);
  expect(postbox.letters[0]!.source).not.toMatch(/^Bcc:/im);
});

test("a letter that is not taken leaves the link on the screen", async ({ server, postbox }) => {
  expect(await invite(server, REFUSED)).toMatch(/\/einladung\//);
  expect(postbox.letters).toEqual([]);
  expect(server.log, "whom it was for stays out of the log").not.toContain(REFUSED);
});

base("without a mail server the link is on the screen", async ({ program, told }) => {
  const database = await create("sqlite", told.url);
  const server = await program.serve(database.url, "--today", TODAY);
  try {
    expect(await invite(server, "karla@kommune.example")).toMatch(/\/einladung\//);
  } finally {
    await server.stop();
    await database.remove();
  }
});

for (const [what, environment, said] of [
  ["an address of another kind", { LAGEBILD_SMTP_URL: "https://mail.example", LAGEBILD_MAIL_FROM: "a@b.example" }, "LAGEBILD_SMTP_URL"],
  ["credentials in the clear", { LAGEBILD_SMTP_URL: "smtp://a:geheim@mail.example", LAGEBILD_MAIL_FROM: "a@b.example" }, "unverschlüsselt"],
  ["a sender that is none", { LAGEBILD_SMTP_URL: "smtp://mail.example", LAGEBILD_MAIL_FROM: "Lagebild" }, "keine E-Mail-Adresse"],
  ["no sender", { LAGEBILD_SMTP_URL: "smtp://mail.example" }, "--mail-from"],
  ["no server", { LAGEBILD_MAIL_FROM: "a@b.example" }, "--smtp-url"],
  ["a provider without encryption", { LAGEBILD_OIDC_ISSUER: "http://login.example", LAGEBILD_OIDC_CLIENT_ID: "a", LAGEBILD_OIDC_CLIENT_SECRET: "geheim" }, "https://"],
  ["a provider without a secret", { LAGEBILD_OIDC_ISSUER: "https://login.example", LAGEBILD_OIDC_CLIENT_ID: "a" }, "LAGEBILD_OIDC_CLIENT_SECRET"],
  ["a secret without a provider", { LAGEBILD_OIDC_CLIENT_SECRET: "geheim" }, "LAGEBILD_OIDC_ISSUER"],
] as const) {
  base(`settings that cannot work are refused at the start: ${what}`, async ({ program, newDatabase }) => {
    const ended = await program.with(environment).run(await newDatabase(), "serve", "--listen", "127.0.0.1:0");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(said);
    expect(ended.stderr).not.toContain("geheim");
  });
}
