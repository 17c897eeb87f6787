package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SandboxSourcesTest {
    private static final Pattern PRODUCT = Pattern.compile("\\bio\\.sluice\\.(?!sandbox\\b)[a-z]\\w*");
    private static final Pattern SANDBOX = Pattern.compile("\\bio\\.sluice\\.sandbox\\b");

    @Test
    void the_sandbox_knows_nothing_of_the_product() {
        assertThat(naming(Path.of("src/sandbox"), PRODUCT)).isEmpty();
    }

    @Test
    void the_product_knows_nothing_of_the_sandbox() {
        assertThat(naming(Path.of("src/main"), SANDBOX)).isEmpty();
    }

    private static List<Path> naming(Path folder, Pattern name) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> name.matcher(text(file)).find())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
