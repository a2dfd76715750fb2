// The way in through the administration: a real OpenID provider, in a real browser.

import type { Locator, Page } from "@playwright/test";
import { create } from "../support/database.ts";
import { Provider } from "../support/provider.ts";
import { TODAY, expect, test as base } from "../support/test.ts";
import type { Server } from "../support/program.ts";

const test = base.extend<{ provider: Provider; server: Server }>({
  provider: async ({}, use) => {
    const provider = await Provider.start();
    await use(provider);
    await provider.stop();
  },
  environment: async ({ provider }, use) => use(provider.settings),
  others: async ({ provider }, use) => use([provider.issuer]),
  server: async ({ provider, told, serve }, use) => {
    const database = await create("sqlite", told.url);
    const server = await serve(database.url, "--today", TODAY);
    provider.open(server.url);
    await use(server);
    await server.stop();
    await database.remove();
  },
  baseURL: async ({ server }, use) => use(server.url),
});

const CONTACT = {
  name: "Konrad Kontakt",
  email: "konrad@meitingen.example",
  email_verified: true,
  lagebild_roles: ["contact"],
  lagebild_bodies: ["097720177177"],
};
const LEAD = { name: "Lena Leitung", email: "lena@land.example", email_verified: true, lagebild_roles: "lead" };

const LABEL = "Anmeldung der Verwaltung";

/** The way to the provider on the sign-in page. */
function door(page: Page): Locator {
  return page.getByRole("link", { name: LABEL });
}

/** From the sign-in page to the provider, and back as somebody it knows. */
async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/anmelden");
  await door(page).click();
  await page.getByLabel("Kennung").fill(name);
  await page.getByRole("button", { name: "Weiter" }).click();
}

test("a contact of the administration lands on what is asked of its town", async ({ page, provider }) => {
  provider.accounts.set("konrad", CONTACT);
  await signIn(page, "konrad");
  await expect(page).toHaveURL("/meine-kommune");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Markt Meitingen");
  await expect(page.getByRole("banner")).toContainText("Konrad Kontakt");

  // Its own status may be reported, nobody else's.
  await expect(page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" })).toBeVisible();
  const own = await page.goto("/kommunen/097720177177/leistungen/wohnsitzanmeldung");
  expect(own!.status()).toBe(200);
  const foreign = await page.goto("/kommunen/097610000000/leistungen/wohnsitzanmeldung");
  expect(foreign!.status()).toBe(403);
});

test("a lead of the administration lands on the Lagebild, and can leave", async ({ page, provider, context }) => {
  provider.accounts.set("lena", LEAD);
  await signIn(page, "lena");
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("banner")).toContainText("Lena Leitung");
  const kept = (await context.cookies()).map(({ name }) => name).filter((name) => name.includes("oidc"));
  expect(kept, "what was needed on the way is gone").toEqual([]);
  await page.getByRole("button", { name: "Abmelden" }).click();
  await expect(page.getByRole("banner")).not.toContainText("Lena Leitung");
});

test("rights follow what the provider says at each sign-in", async ({ page, provider }) => {
  provider.accounts.set("konrad", CONTACT);
  await signIn(page, "konrad");
  await expect(page).toHaveURL("/meine-kommune");
  await page.getByRole("button", { name: "Abmelden" }).click();
  provider.accounts.set("konrad", { ...CONTACT, lagebild_roles: ["lead"], lagebild_bodies: [] });
  // The provider remembers who is there.
  await page.goto("/anmelden");
  await door(page).click();
  await expect(page).toHaveURL("/");
});

test("claims may be told at the userinfo endpoint", async ({ page, provider, server }) => {
  provider.open(server.url, "userinfo");
  provider.accounts.set("konrad", CONTACT);
  await signIn(page, "konrad");
  await expect(page).toHaveURL("/meine-kommune");
});

test("whoever has no role here stays outside and is told so", async ({ page, provider }) => {
  provider.accounts.set("niemand", { name: "Nina Niemand", email: "nina@land.example", lagebild_roles: ["archiv"] });
  await signIn(page, "niemand");
  await expect(page.getByRole("alert")).toContainText("Rolle");
  await expect(page.getByRole("banner")).not.toContainText("Nina Niemand");
  await page.goto("/konto");
  await expect(page).toHaveURL(/\/anmelden/);
});

test("whoever turns back at the provider can try again", async ({ page, provider }) => {
  provider.accounts.set("lena", LEAD);
  await page.goto("/anmelden");
  await door(page).click();
  await page.getByRole("button", { name: "Abbrechen" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await signIn(page, "lena");
  await expect(page).toHaveURL("/");
});

test("a provider that is down keeps nobody with a password out", async ({ page, provider, server }) => {
  provider.close();
  await page.goto("/anmelden");
  await door(page).click();
  await expect(page).toHaveURL(/\/anmelden/);
  await expect(page.getByRole("alert")).toContainText("antwortet");
  expect(server.log, "the operator learns why").toContain("answered 503");

  await page.locator("input[name=email]").fill("lead@demo.example");
  await page.locator("input[name=password]").fill("lagebild-demo");
  await page.locator("form:has(input[name=password])").getByRole("button", { name: "Anmelden" }).click();
  await expect(page).toHaveURL("/");

  // It comes back, and nothing has to be started again.
  await page.getByRole("button", { name: "Abmelden" }).click();
  provider.open(server.url);
  provider.accounts.set("lena", LEAD);
  await signIn(page, "lena");
  await expect(page).toHaveURL("/");
});

test("what comes back in another browser lets nobody in", async ({ page, provider, browser, baseURL }) => {
  provider.accounts.set("lena", LEAD);
  await page.goto("/anmelden");
  await door(page).click();
  await expect(page.getByLabel("Kennung")).toBeVisible();
  // The attacker goes the way back up to its last step, to hand that to somebody else.
  const once = { maxRedirects: 0 };
  let answer = await page.request.post(page.url(), { ...once, form: { name: "lena" } });
  let back = answer.headers()["location"]!;
  while (!back.includes("/anmelden/oidc/zurueck")) {
    answer = await page.request.get(back, once);
    back = answer.headers()["location"]!;
  }

  const victim = await browser.newContext({ baseURL: baseURL! });
  const other = await victim.newPage();
  await other.goto(back);
  await expect(other.getByRole("alert")).toBeVisible();
  await expect(other.getByRole("banner")).not.toContainText("Lena Leitung");
  await victim.close();
});

test("the button says what the operator calls it", async ({ page, told, program, provider }) => {
  const database = await create("sqlite", told.url);
  const server = await program
    .with({ ...provider.settings, LAGEBILD_OIDC_NAME: "Landes-Login" })
    .serve(database.url, "--today", TODAY);
  try {
    const answer = await page.request.get(`${server.url}/anmelden`);
    expect(await answer.text()).toContain("Landes-Login");
  } finally {
    await server.stop();
    await database.remove();
  }
});
