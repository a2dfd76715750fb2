// The public address: what it protects, and which are refused.

import { post, signIn } from "../../support/people.ts";
import { expect, playing, test } from "../../support/test.ts";

const PUBLIC = "https://lagebild.example";

playing.describe("behind https", () => {
  playing.use({ environment: { LAGEBILD_PUBLIC_URL: PUBLIC } });

  playing("cookies are bound to the host, and browsers stay with https", async ({ server, demo }) => {
    const form = { email: "viewer@demo.example", password: "lagebild-demo" };
    const answer = await post(server, "/anmelden", form);
    expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
    const cookies = answer.headers.getSetCookie();
    expect(cookies.map((line) => line.split("=")[0])).toEqual(["__Host-lagebild_session", "__Host-lagebild_device"]);
    for (const line of cookies) {
      for (const attribute of ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"]) expect(line).toContain(`; ${attribute}`);
      expect(line).not.toContain("Domain");
    }
    const account = async (cookie: string): Promise<number> =>
      (await fetch(`${server.url}/konto`, { headers: { cookie }, redirect: "manual" })).status;
    const session = cookies[0]!.split(";")[0]!;
    expect(await account(session)).toBe(200);
    expect(await account(session.replace("__Host-", "")), "a neighbour could have set that one").toBe(303);

    const plain = await post(demo, "/anmelden", { email: "", password: "" });
    expect(plain.headers.get("strict-transport-security"), "http promises nothing").toBeNull();
  });

  playing("forms come from the public address alone, and links lead there", async ({ server }) => {
    const send = async (origin: string): Promise<number> =>
      (await fetch(`${server.url}/abmelden`, { method: "POST", headers: { origin }, redirect: "manual" })).status;
    expect(await send(PUBLIC)).toBe(303);
    expect(await send(server.url), "the address behind the proxy").toBe(403);
    const admin = await signIn(server, "admin@demo.example");
    const fields = { email: "neu@kommune.example", name: "Neu", role_viewer: "on" };
    const invited = await post(server, "/verwaltung/personen/neu", fields, admin.cookies);
    expect(await invited.text()).toContain(`value="${PUBLIC}/einladung/`);
  });

  playing("other machines may come in", async ({ program, newDatabase }) => {
    const server = await program.serve(await newDatabase(), "--listen", "0.0.0.0:0", "--public-url", PUBLIC);
    expect(server.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
    await server.stop();
  });
});

for (const [url, message] of [
  ["http://lagebild.example", "ohne Verschlüsselung"],
  ["http://192.0.2.1:3000", "ohne Verschlüsselung"],
  ["lagebild.example", "wie https://lagebild.example"],
  ["ftp://lagebild.example", "wie https://lagebild.example"],
  ["https://lagebild.example/lage", "ohne Pfad"],
  ["https://anna:geheim@lagebild.example", "Anmeldename"],
] as const) {
  test(`an address that cannot be used is refused at the start: ${url}`, async ({ program, newDatabase }) => {
    const ended = await program.run(await newDatabase(), "serve", "--listen", "127.0.0.1:0", "--public-url", url);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(message);
  });
}

for (const args of [[], ["--public-url", "http://localhost:3000"]]) {
  test(`without https other machines are kept out: ${args.join(" ") || "no address"}`, async ({ program, newDatabase }) => {
    const ended = await program.run(await newDatabase(), "serve", "--listen", "0.0.0.0:0", ...args);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain("--public-url");
  });
}
