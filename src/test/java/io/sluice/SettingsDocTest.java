package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/settings.md are the Javadoc of the configuration classes. After a change of those:
 *
 * <pre>./mvnw -q test -Dtest=SettingsDocTest -Dsettings.rewrite=true</pre>
 */
class SettingsDocTest {
    private static final Path PAGE = Path.of("docs/settings.md");
    private static final String MARK =
            "<!-- What follows is made of the configuration classes by SettingsDocTest. -->\n";

    private static final Pattern SECRET = Pattern.compile("\\ba secret\\b|shared secret");
    private static final Pattern NAMED_LIKE_A_SECRET = Pattern.compile("(secret|password|token|private-key)$");

    @Test
    void the_page_is_what_the_configuration_classes_say() throws IOException {
        var page = Files.readString(PAGE);
        var made = page.substring(0, page.indexOf(MARK)) + MARK + tables();
        if (Boolean.getBoolean("settings.rewrite")) {
            Files.writeString(PAGE, made);
        }
        assertThat(Files.readString(PAGE))
                .as("%s; -Dsettings.rewrite=true writes it anew", PAGE)
                .isEqualTo(made);
    }

    @Test
    void what_is_named_like_a_secret_is_marked_as_one() throws IOException {
        assertThat(Setting.all())
                .filteredOn(
                        setting -> NAMED_LIKE_A_SECRET.matcher(setting.key()).find())
                .hasSizeGreaterThan(5)
                .allMatch(SettingsDocTest::secret);
    }

    @Test
    void each_setting_has_a_text_and_a_variable_of_its_own() throws IOException {
        assertThat(Setting.all())
                .allSatisfy(
                        setting -> assertThat(setting.text()).as(setting.key()).endsWith("."));
        assertThat(Setting.all().stream().map(SettingsDocTest::variable)).doesNotHaveDuplicates();
    }

    private static String tables() throws IOException {
        var groups = Setting.all().stream()
                .collect(Collectors.groupingBy(SettingsDocTest::heading, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> table(group.getKey(), group.getValue()))
                .collect(Collectors.joining());
    }

    private static String table(String heading, List<Setting> settings) {
        var rows = settings.stream().map(SettingsDocTest::row).collect(Collectors.joining("\n"));
        return "\n## " + heading + "\n\n" + markdown(settings.get(0).group().replaceFirst("(?s)<p>.*", "")) + "\n\n"
                + "| Key, and environment variable | Values | Default | |\n| --- | --- | --- | --- |\n" + rows + "\n";
    }

    private static String row(Setting setting) {
        return "| `%s`<br>`%s` | %s%s | %s | %s |"
                .formatted(
                        setting.key(),
                        variable(setting),
                        values(setting.type()),
                        secret(setting) ? ", **secret**" : "",
                        setting.byDefault().map(value -> "`" + value + "`").orElse(""),
                        markdown(setting.text()).replace("|", "\\|"));
    }

    /** The first two words of the keys, which one configuration class has for itself; what stands alone goes together. */
    private static String heading(Setting setting) {
        var words = setting.key().split("\\.");
        return words.length == 2 ? "sluice" : words[0] + "." + words[1];
    }

    private static String variable(Setting setting) {
        return setting.key()
                .replace("<name>", "NAME")
                .replaceAll("[^A-Za-z0-9]", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static boolean secret(Setting setting) {
        return SECRET.matcher(setting.text()).find();
    }

    private static String values(Type type) {
        if (type instanceof ParameterizedType generic) {
            var raw = (Class<?>) generic.getRawType();
            var value = values(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
            return Collection.class.isAssignableFrom(raw) ? "list" : value;
        }
        var known = (Class<?>) type;
        if (known.isEnum()) {
            return Arrays.stream(known.getEnumConstants())
                    .map(one -> "`"
                            + ((Enum<?>) one).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                    .collect(Collectors.joining(", "));
        }
        if (known == boolean.class) {
            return "`true`, `false`";
        }
        if (known == Duration.class) {
            return "duration";
        }
        return known.getSimpleName().matches("(?i)(Optional)?(int|long|double)") ? "number" : "text";
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("\\{@code ([^{}]*)}", "`$1`")
                .replaceAll("; \\{@link [^{}]*} checks them\\.", ".")
                .replaceAll("\\{@link (?:[^{} ]* )?#?([^{}]*)}", "`$1`")
                .replaceAll("<p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
