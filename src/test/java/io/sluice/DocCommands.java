package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the commands of a page in a directory, and compares what they print with what the page shows. A block {@code console}
 * has commands after a dollar sign, and below each some lines of its output; … stands for what may differ. A command without
 * lines has to end well. A command goes on in the next line after a backslash, and from {@code <<'EOF'} to {@code EOF}. Where
 * the page starts gateway and sandbox, a gateway is started unless there is one.
 */
final class DocCommands implements AutoCloseable {
    /** A {@code check --connect} of everything makes some thirty calls, one a second. */
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String TRY = "./mvnw -q -Ptry verify";
    private static final Pattern BLOCK = Pattern.compile(
            "^```(?:console\n(.*?)|sh\n" + Pattern.quote(TRY) + "\n)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final List<Process> gateways = new ArrayList<>();

    /** A command, and lines of its output. */
    private record Shown(String command, List<String> lines) {
        boolean goesOn() {
            return command.endsWith("\\") || command.contains("<<'EOF'") && !command.endsWith("\nEOF");
        }
    }

    private record Printed(String text, int exitCode) {}

    DocCommands(Path directory, SandboxProcess sandbox) throws IOException {
        this.directory = directory;
        prepare(sandbox);
    }

    /** Makes these of the project seen in the directory, not to be changed there. */
    void show(String... names) throws IOException {
        for (var name : names) {
            Files.createSymbolicLink(directory.resolve(name), Path.of(name).toAbsolutePath());
        }
    }

    /** Makes copies of these of the project, for a page that changes them. */
    void copy(String... names) throws IOException {
        for (var name : names) {
            try (var files = Files.walk(Path.of(name))) {
                for (var file : files.toList()) {
                    Files.copy(file, directory.resolve(file));
                }
            }
        }
    }

    /** What the pages have at this address is at another one here. */
    void at(String shown, String real) {
        addresses.put(shown, real);
    }

    /** For a page that makes its own; the ports stay those of this machine. */
    void withoutSettings() {
        settings.keySet().removeIf(name -> name.startsWith("SLUICE_"));
    }

    void startGateway() throws IOException {
        var log = directory.resolve("gateway.log");
        gateways.add(start(log, "java -jar target/quarkus-app/quarkus-run.jar serve"));
        await().atMost(LONGEST).until(() -> Files.readString(log).contains("gateway.ready"));
    }

    @Override
    public void close() throws InterruptedException {
        for (var gateway : gateways) {
            gateway.descendants().forEach(ProcessHandle::destroy);
            gateway.destroy();
            gateway.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    void run(String page) throws IOException {
        run(Path.of("docs", page + ".md"));
    }

    void run(Path page) throws IOException {
        var shown = shown(Files.readString(page));
        assertThat(shown).isNotEmpty();
        for (var one : shown) {
            if (one.command().equals(TRY)) {
                startGatewayIfNone();
            } else {
                // What was sent a moment ago may not have been delivered yet.
                await(one.command()).atMost(LONGEST).untilAsserted(() -> compare(page, one));
            }
        }
    }

    private void startGatewayIfNone() throws IOException {
        if (gateways.isEmpty()) {
            startGateway();
        }
    }

    private void compare(Path page, Shown shown) throws IOException, InterruptedException {
        var printed = output(shown.command());
        assertThat(printed.text()).as("%s: %s", page, shown.command()).satisfies(text -> assertThat(shown.lines())
                .allMatch(line -> line(line).matcher(text).find()));
        if (shown.lines().isEmpty()) {
            assertThat(printed.exitCode())
                    .as("%s: %s ended with: %s", page, shown.command(), printed.text())
                    .isZero();
        }
    }

    private List<Shown> shown(String page) {
        var all = new ArrayList<Shown>();
        for (var block : BLOCK.matcher(page).results().toList()) {
            if (block.group(1) == null) {
                all.add(new Shown(TRY, List.of()));
                continue;
            }
            for (var line : block.group(1).lines().toList()) {
                var last = all.isEmpty() ? null : all.get(all.size() - 1);
                if (line.startsWith("$ ")) {
                    all.add(new Shown(here(line.substring(2)), new ArrayList<>()));
                } else if (last.goesOn()) {
                    all.set(all.size() - 1, new Shown(last.command() + "\n" + here(line), last.lines()));
                } else {
                    last.lines().add(here(line));
                }
            }
        }
        return all;
    }

    private static Pattern line(String shown) {
        return Pattern.compile(Arrays.stream(shown.strip().split("\\s*…\\s*"))
                .map(part ->
                        Arrays.stream(part.split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".*")));
    }

    /** The pages have the usual ports. */
    private String here(String text) {
        var here = text;
        for (var address : addresses.entrySet()) {
            // Not where the port only begins like this one.
            here = here.replaceAll(Pattern.quote(address.getKey()) + "(?!\\d)", address.getValue());
        }
        return here;
    }

    private Printed output(String command) throws IOException, InterruptedException {
        var out = Files.createTempFile(directory, "out", ".txt");
        var process = start(out, command);
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Printed(Files.readString(out), process.exitValue());
    }

    private Process start(Path out, String command) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(settings);
        builder.environment()
                .merge("PATH", Path.of(System.getProperty("java.home"), "bin") + ":", (path, java) -> java + path);
        return builder.start();
    }

    private void prepare(SandboxProcess sandbox) throws IOException {
        var url = sandbox.url().toString().replaceFirst("/$", "");
        addresses.put("127.0.0.1:8090", sandbox.url().getAuthority());
        settings.putAll(Map.of(
                "SLUICE_SFMC_CLIENT_ID", "sandbox",
                "SLUICE_SFMC_CLIENT_SECRET", "sandbox",
                "SLUICE_SFMC_ACCOUNT_ID", "1000001",
                "SLUICE_SFMC_AUTH_URL", url + "/",
                "SLUICE_SALESFORCE_LOGIN_URL", url,
                "SLUICE_SALESFORCE_CLIENT_ID", "sandbox",
                "SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox",
                "SLUICE_ALLOWED_HOSTS", "127.0.0.1",
                "SLUICE_SOURCES_DEMO_WRITE_KEY", "demo",
                "SLUICE_SOURCES_WEB_SIGNING_SECRET", "shared"));
        settings.put("SLUICE_SYNC_EVERY", "off");
        settings.put("JAVA_TOOL_OPTIONS", String.join(" ", PackagedProgram.quickOptions()));
        for (var port : Map.of("QUARKUS_HTTP_PORT", 8080, "QUARKUS_MANAGEMENT_PORT", 9000)
                .entrySet()) {
            var free = FreePort.any();
            settings.put(port.getKey(), Integer.toString(free));
            addresses.put("127.0.0.1:" + port.getValue(), "127.0.0.1:" + free);
        }
    }
}
