package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxCommandTest {
    @TempDir
    Path folder;

    private record Ended(int status, String error) {}

    @Test
    void a_signal_to_stop_is_no_failure() throws InterruptedException {
        var sandbox = SandboxProcess.start();

        sandbox.process().destroy();

        assertThat(sandbox.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sandbox.process().exitValue()).isZero();
    }

    @Test
    void only_this_machine_reaches_it() throws IOException {
        try (var sandbox = SandboxProcess.start()) {
            var other = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && address instanceof Inet4Address)
                    .findFirst();
            Assumptions.assumeTrue(other.isPresent(), "This machine has no address but its own.");

            assertThatThrownBy(() -> new Socket(other.get(), sandbox.url().getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void a_port_in_use_is_told() throws Exception {
        try (var first = SandboxProcess.start()) {
            var second = run("--port", Integer.toString(first.url().getPort()));

            assertThat(second.status()).isEqualTo(1);
            assertThat(second.error()).contains("in use").contains("--port").doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client: {id: a, secret: b}|The client needs id, secret and account.",
                "dataExtensions: []|needs a client",
                "client: [|not right",
                "{client: {id: a, secret: b, account: 1}, dataExtensions: [{key: k, fields: [{name: x, type: Blob}]}]}|no type of field",
                "{client: {id: a, secret: b, account: 1}, dataExtensions: [{key: k, fields: [{name: x, typ: Text}]}]}|typ",
                "{client: {id: a, secret: b, account: 1}, eventDefinitions: [{key: a.b}]}|full stop"
            })
    void a_data_file_that_is_not_right_is_told(String text, String problem) throws Exception {
        var file = Files.writeString(folder.resolve("data.yaml"), text);

        var ended = run("--port", "0", "--data", file.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.error()).contains(file.toString()).contains(problem).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assets: [{campaignId: 7}]|assets|campaign that is there",
                "lists: [{ModifiedDate: \"2026-02-30T00:00:00\"}]|lists|2026-02-30",
                "campaigns: [{id: 1}, {id: 1}]|campaigns|already",
            })
    void rows_of_a_data_file_that_are_not_right_are_told(String rows, String collection, String problem)
            throws Exception {
        var file = Files.writeString(folder.resolve("data.yaml"), "client: {id: a, secret: b, account: 1}\n" + rows);

        var ended = run("--port", "0", "--data", file.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.error())
                .contains("data file's " + collection)
                .contains(problem)
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"'pages=3',1,pages", "'lists=many',2,many", "'goals=3',1,journeys"})
    void a_size_that_is_not_right_is_told(String size, int status, String problem) throws Exception {
        var ended = run("--port", "0", "--source-size", size);

        assertThat(ended.status()).isEqualTo(status);
        assertThat(ended.error()).contains(problem).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orgs: []|needs orgs",
                "orgs: [{name: a, clientId: a, clientSecret: a, username: a, password: a}, {name: b, clientId: a, clientSecret: a, username: b, password: a}]|no two",
                "orgs: [{name: a}]|An org needs name, clientId, clientSecret, username and password.",
                "{orgs: [{name: a, clientId: a, clientSecret: a, username: a, password: a, settings: {maxRequest: 1}}]}|maxRequest",
                "{orgs: [{name: a, clientId: a, clientSecret: a, username: a, password: a}], objects: [{name: Lead}]}|An object needs",
                "{orgs: [{name: a, clientId: a, clientSecret: a, username: a, password: a}], objects: [{name: Lead, keyPrefix: 00Q, fields: [{name: a, type: blob}]}]}|'blob' is no type of field"
            })
    void a_data_file_of_salesforce_that_is_not_right_is_told(String text, String problem) throws Exception {
        var file = Files.writeString(folder.resolve("salesforce.yaml"), text);

        var ended = run("--port", "0", "--salesforce-data", file.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.error()).contains(file.toString()).contains(problem).doesNotContain("\tat ");
    }

    @Test
    void a_data_file_may_be_json() throws IOException {
        var file = Files.writeString(folder.resolve("data.json"), """
                {"client":{"id":"a","secret":"b","account":"1"},
                 "dataExtensions":[{"key":"k","fields":[{"name":"Id","type":"text","primaryKey":true}]}]}""");

        try (var sandbox = SandboxProcess.start("--data", file.toString())) {
            assertThat(sandbox.look("/sandbox/stats").get("rows").fieldNames())
                    .toIterable()
                    .containsExactly("k");
        }
    }

    @Test
    void an_unknown_option_is_told() throws Exception {
        var ended = run("--speed", "1");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.error()).contains("--speed").contains("--rate");
    }

    private static Ended run(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/sandbox/classes" + File.pathSeparator + "target/sandbox/lib/*",
                "io.sluice.sandbox.Sandbox"));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).start();
        var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), error);
    }
}
