import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the gateway together with its sandbox until one of them ends or the program is told to end. Started from source
 * by the profile {@code try}; what was built must be in {@code target/}.
 */
class Try {
    /** The gateway finishes what is in flight first; this is more than it ever takes. */
    private static final long GRACE_SECONDS = 60;

    public static void main(String... args) throws Exception {
        var sandboxPort = port("SANDBOX_PORT", 8090);
        var gatewayPort = port("QUARKUS_HTTP_PORT", 8080);
        var managementPort = port("QUARKUS_MANAGEMENT_PORT", 9000);
        var taken = Stream.of(sandboxPort, gatewayPort, managementPort)
                .filter(port -> !port.free())
                .toList();
        if (!taken.isEmpty()) {
            complain(taken);
            System.exit(1);
        }

        System.out.printf(
                "Send events to http://127.0.0.1:%d/v1/ (write key: demo) and see them arrive at http://127.0.0.1:%d/."
                        + " Ctrl-C ends both.%n",
                gatewayPort.number(), sandboxPort.number());
        var sandbox =
                start(Map.of(), "target/sandbox/sluice-sandbox.jar", "--port", String.valueOf(sandboxPort.number()));
        var gateway = start(settings(sandboxPort.number()), "target/quarkus-app/quarkus-run.jar", "serve");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(gateway, sandbox)));

        var starter = ProcessHandle.current().parent().orElseThrow();
        CompletableFuture.anyOf(sandbox.onExit(), gateway.onExit(), starter.onExit())
                .join();
        System.exit(1);
    }

    private static Map<String, String> settings(int sandboxPort) {
        return Map.ofEntries(
                // Everybody knows the write key.
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                Map.entry("SLUICE_SFMC_CLIENT_ID", "sandbox"),
                Map.entry("SLUICE_SFMC_CLIENT_SECRET", "sandbox"),
                Map.entry("SLUICE_SFMC_ACCOUNT_ID", "1000001"),
                Map.entry("SLUICE_SFMC_AUTH_URL", "http://127.0.0.1:" + sandboxPort + "/"),
                Map.entry("SLUICE_SALESFORCE_LOGIN_URL", "http://127.0.0.1:" + sandboxPort),
                Map.entry("SLUICE_SALESFORCE_CLIENT_ID", "sandbox"),
                Map.entry("SLUICE_SALESFORCE_CLIENT_SECRET", "sandbox"),
                Map.entry("SLUICE_ALLOWED_HOSTS", "127.0.0.1"),
                Map.entry("SLUICE_SOURCES_DEMO_WRITE_KEY", "demo"),
                Map.entry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false"));
    }

    private record Port(String variable, int number) {
        boolean free() {
            try (var socket = new ServerSocket(number, 1, InetAddress.getByName("0.0.0.0"))) {
                return socket.isBound();
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static Port port(String variable, int usual) {
        return new Port(variable, Integer.parseInt(System.getenv().getOrDefault(variable, String.valueOf(usual))));
    }

    private static void complain(List<Port> taken) {
        taken.forEach(port -> System.err.printf("Port %d is in use.%n", port.number()));
        System.err.println("Stop what listens there, or choose others: "
                + taken.stream()
                        .map(port -> port.variable() + "=" + (port.number() + 10))
                        .collect(Collectors.joining(" "))
                + " ./mvnw -q -Ptry verify");
    }

    private static Process start(Map<String, String> settings, String... jarAndArguments) throws IOException {
        var java = ProcessHandle.current().info().command().orElse("java");
        var process = new ProcessBuilder(java, "-jar").inheritIO();
        process.command().addAll(List.of(jarAndArguments));
        process.environment().putAll(settings);
        return process.start();
    }

    private static void end(Process... processes) {
        for (var process : processes) {
            process.destroy();
            try {
                process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
    }
}
