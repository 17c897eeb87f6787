package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.PackagedProgram;
import io.sluice.sandbox.SandboxProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --connect}, packaged, in front of the sandbox in its own process. */
class CheckConnectIT {
    private static final String FLOW = """
            - templatedRoute:
                routeTemplateRef: batched
                routeId: %1$s
                parameters: [ { name: lane, value: %1$s }, { name: door, value: sfmc-main } ]
            """;

    @TempDir
    Path directory;

    private record Ended(int code, String out) {}

    @Test
    void what_is_shipped_fits_the_sandbox() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            copyRoutes();
            var ended = check(sandbox, "sandbox");

            assertThat(ended.out())
                    .contains("SFMC account main: the credentials are good")
                    .contains("main/dataExtension/order-completed: 35 columns, primary key [Contact Key, Order Id],"
                            + " not sendable; written by conversions/conversions")
                    .contains("main/eventDefinition/APIEvent-cart-abandoned: data of 4 columns; fired by journeys/")
                    .contains("sync default: campaigns can be read")
                    .contains("sync default: campaign_assets can be read")
                    .contains("sync default: lists can be read")
                    .contains("sync default: interactions can be read")
                    .contains("All is well.");
            assertThat(ended.code()).isZero();
            var calls = sandbox.look("/sandbox/stats");
            assertThat(calls.get("worstSecondWithTokens").asInt()).isLessThanOrEqualTo(2);
            assertThat(sandbox.look("/sandbox/requests?path=/v2/token$"))
                    .as("mappings and sync are looked at with one token")
                    .hasSize(1);
        }
    }

    @Test
    void says_what_does_not_fit_and_what_to_do() throws Exception {
        try (var sandbox = SandboxProcess.start("--data", "src/test/resources/schema/data.yaml")) {
            var id = sandbox.look("/sandbox/rows/orders").get("id").asText();
            write("people", """
                    - name: people
                      when: { type: identify }
                      do: sfmcUpsertRows
                      to: { dataExtension: people }
                      fields: { First Name: Magdalena, Shoe Size: $.traits.shoeSize }
                    - name: gone
                      when: { type: page }
                      do: sfmcUpsertRows
                      to: { dataExtension: gone }
                    - name: orders
                      when: { type: track }
                      do: sfmcUpsertRows
                      to: { dataExtension: orders }
                    - name: carts
                      when: { event: Cart Abandoned }
                      do: sfmcJourneyEvent
                      to: { eventDefinition: APIEvent-cart }
                      fields: { Cart: $.properties.cartId }
                    - name: unknown
                      when: { event: Wish }
                      do: sfmcJourneyEvent
                      to: { eventDefinition: APIEvent-wish }
                    """);
            write("same", """
                    - name: same
                      when: { type: group }
                      do: sfmcUpsertRows
                      to: { dataExtensionId: %s }
                      keys: { Contact Key: $.userId, Order Id: $.groupId }
                    """.formatted(id));
            var ended = check(sandbox, "sandbox");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out())
                    .contains(
                            "main/dataExtension/people: 7 columns, primary key [Contact Key], sendable by 'Contact Key';"
                                    + " written by people/people")
                    .contains(
                            "people/people: what the mapping gives 'First Name' does not fit: column 'First Name' (Text 5):"
                                    + " the value is longer.")
                    .contains("people/people: there is no column 'Shoe Size', so its values are left out;"
                            + " add the column, or remove the field.")
                    .contains("people/people: column 'Tier' (Text 10) must have a value, and nothing gives it one;"
                            + " add a field, or let it be empty.")
                    .contains("main/dataExtension/gone: no data extension with this external key is found;"
                            + " create it, or correct its name in the mapping")
                    .contains("people/orders: the primary key is [ Contact Key, Order Id ], and the mapping's"
                            + " [ Contact Key ]; write keys: [ Contact Key, Order Id ], or change the data extension.")
                    .contains("same/same: writes to the data extension of people/orders, in another order;"
                            + " move it to that flow's file.")
                    .contains("people/carts: there is no column 'Cart', so its values are left out;"
                            + " add the column, or remove the field.")
                    .contains("people/carts: column 'Cart Id' (Text 20) must have a value, and nothing gives it one;"
                            + " add a field, or let it be empty.")
                    .contains("main/eventDefinition/APIEvent-wish: no event definition with this key is found;")
                    .contains("9 to mend.");
        }
    }

    @Test
    void says_what_a_sync_cannot_read() throws Exception {
        var data = Files.writeString(directory.resolve("data.yaml"), """
                client: { id: sandbox, secret: sandbox, account: 1000001, scopes: [ campaign_read, journeys_read ] }
                """);
        try (var sandbox = SandboxProcess.start("--data", data.toString())) {
            sandbox.fault("{\"match\":{\"path\":\"/interactions\"},\"status\":403,\"body\":{}}");
            write("people", """
                    - name: people
                      when: { type: identify }
                      do: sfmcCreateContact
                      to: { account: main }
                      keys: { Contact Key: $.userId }
                    """);
            var ended = check(sandbox, "sandbox");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out())
                    .contains("sync default: campaigns can be read")
                    .contains("sync default: lists: the token lacks the scopes [list_and_subscribers_read];")
                    .contains("sync default: interactions: HTTP 403")
                    .contains("for a sync *Campaigns*, *Journeys* and *List and Subscribers: Read*");
        }
    }

    @Test
    void an_org_is_looked_at_as_well() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            copyRoutes();
            var ended = run(sandbox, "sandbox", org(sandbox), "check", "--connect");

            assertThat(ended.out())
                    .contains("Salesforce account main: the credentials are good")
                    .contains("calls of 24 hours are left")
                    .contains("fields; written by leads/leads")
                    .contains("fields; written by accounts/accounts")
                    .contains("All is well.");
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void explain_asks_which_fields_and_records_are_there_and_writes_nothing() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            copyRoutes();
            Files.writeString(
                    directory.resolve("event.json"),
                    "{\"type\":\"identify\",\"userId\":\"ann\",\"traits\":{\"email\":\"ann@example.com\","
                            + "\"name\":\"Ann Ashe\",\"favouriteKnot\":\"bowline\"},\"integrations\":{\"Salesforce\":true}}");
            var ended = run(sandbox, "sandbox", org(sandbox), "explain", "--connect", "event.json");

            assertThat(ended.out())
                    .contains("leads/leads: wanted, to main/object/Lead")
                    .contains("column=favouriteKnot__c: ")
                    .contains("POST /composite/sobjects")
                    .contains("\"Company\" : \"n/a\"")
                    .doesNotContain("\"favouriteKnot__c\"");
            assertThat(ended.code()).isZero();
            assertThat(sandbox.look("/sandbox/salesforce/main/records/Lead").toString())
                    .doesNotContain("ann@example.com");
        }
    }

    private static Map<String, String> org(SandboxProcess sandbox) {
        return Map.of(
                "SLUICE_SALESFORCE_LOGIN_URL", sandbox.url().toString(),
                "SLUICE_SALESFORCE_CLIENT_ID", "sandbox",
                "SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox");
    }

    @Test
    void a_wrong_secret_is_told_and_not_shown() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            copyRoutes();
            var ended = check(sandbox, "a-wrong-secret");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out())
                    .contains("SFMC account main: token: HTTP 401, invalid_client")
                    .contains("check `client-id`, `client-secret` and `account-id`")
                    .contains("enabled. Whoever runs the gateway:")
                    .contains("1 to mend.")
                    .doesNotContain("a-wrong-secret");
            assertThat(sandbox.look("/sandbox/requests?path=/v2/token$"))
                    .as("what was refused is not asked for again")
                    .hasSize(1);
        }
    }

    private void copyRoutes() throws IOException {
        Files.createDirectories(directory.resolve("routes"));
        try (var routes = Files.newDirectoryStream(Path.of("routes"), "*.yaml")) {
            for (var file : routes) {
                Files.copy(file, directory.resolve(file));
            }
        }
    }

    private void write(String lane, String mapping) throws IOException {
        var routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(routes.resolve(lane + ".mapping.yaml"), mapping);
        Files.writeString(routes.resolve(lane + ".camel.yaml"), FLOW.formatted(lane));
        Files.copy(
                Path.of("routes/delivery.camel.yaml"),
                routes.resolve("delivery.camel.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Ended check(SandboxProcess sandbox, String secret) throws Exception {
        return run(sandbox, secret, Map.of(), "check", "--connect");
    }

    /** @param more of the environment */
    private Ended run(SandboxProcess sandbox, String secret, Map<String, String> more, String... words)
            throws Exception {
        var command = PackagedProgram.command(List.of());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        var out = new File(directory.toFile(), "out.txt");
        builder.redirectOutput(out);
        builder.environment()
                .putAll(Map.of(
                        "SLUICE_ALLOWED_HOSTS",
                        "127.0.0.1",
                        "SLUICE_SFMC_SUBDOMAIN",
                        "sandbox",
                        "SLUICE_SFMC_CLIENT_ID",
                        "sandbox",
                        "SLUICE_SFMC_CLIENT_SECRET",
                        secret,
                        "SLUICE_SFMC_AUTH_URL",
                        sandbox.url().toString(),
                        "SLUICE_SFMC_REST_URL",
                        sandbox.url().toString()));
        builder.environment().putAll(more);
        var process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            return new Ended(process.exitValue(), Files.readString(out.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }
}
