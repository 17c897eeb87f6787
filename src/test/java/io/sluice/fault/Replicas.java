package io.sluice.fault;

import static org.awaitility.Awaitility.await;

import io.sluice.sandbox.SandboxProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Several gateways at one store, none of them started yet, and who of them holds the account: by what each has logged. */
final class Replicas implements AutoCloseable {
    private static final Pattern HELD = Pattern.compile("lease\\.held account=sfmc-main fence=(\\d+)");

    private final List<GatewayProcess> all = new ArrayList<>();

    /** @param directory gets one for each */
    Replicas(int number, Path directory, SandboxProcess sandbox, Map<String, String> store) throws IOException {
        for (var i = 0; i < number; i++) {
            var home = Files.createDirectory(directory.resolve("gateway-" + i));
            all.add(GatewayProcess.in(home, sandbox, store).withoutContacts());
        }
    }

    GatewayProcess get(int number) {
        return all.get(number);
    }

    List<GatewayProcess> all() {
        return all;
    }

    List<URI> urls() {
        return all.stream().map(GatewayProcess::url).toList();
    }

    /** For each of them; from the next start on. */
    Replicas with(String variable, String value) {
        all.forEach(one -> one.with(variable, value));
        return this;
    }

    /** All at the same time. */
    void start() throws IOException {
        for (var one : all) {
            one.launch();
        }
        all.forEach(GatewayProcess::awaitReady);
    }

    /** The last one that said that it has the account. */
    GatewayProcess holder() {
        await().atMost(Duration.ofSeconds(30)).until(() -> fence().isPresent());
        return all.stream()
                .max(Comparator.comparingLong(one -> fence(one).orElse(0)))
                .orElseThrow();
    }

    /** The highest that anyone has had. */
    OptionalLong fence() {
        return all.stream()
                .map(Replicas::fence)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    private static OptionalLong fence(GatewayProcess one) {
        try {
            return Files.exists(one.log())
                    ? HELD.matcher(Files.readString(one.log()))
                            .results()
                            .mapToLong(found -> Long.parseLong(found.group(1)))
                            .max()
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long it takes from now on until the account has a later fence than this one. */
    Duration handover(OptionalLong before) {
        var from = System.nanoTime();
        await().atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> fence().orElseThrow() > before.orElseThrow());
        return Duration.ofNanos(System.nanoTime() - from);
    }

    @Override
    public void close() {
        all.forEach(GatewayProcess::close);
    }
}
