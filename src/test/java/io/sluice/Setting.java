package io.sluice;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import io.sluice.delivery.SluiceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.ToolProvider;

/**
 * One setting, as its configuration class declares it.
 *
 * @param key with {@code <name>} for a name that whoever configures it chooses
 * @param group the configuration class's own words about itself
 * @param text the Javadoc of its method
 */
record Setting(String key, Type type, Optional<String> byDefault, String group, String text) {
    private static final Path MAIN = Path.of("src/main/java");

    /** Those of all configuration classes, group by group, in the order of their declaration. */
    static List<Setting> all() throws IOException {
        var settings = new ArrayList<Setting>();
        for (var source : configurations().values()) {
            var mapping = type(MAIN.relativize(source));
            var texts = texts(source);
            add(
                    mapping,
                    mapping.getAnnotation(ConfigMapping.class).prefix(),
                    texts.get(mapping.getSimpleName()),
                    texts,
                    settings);
        }
        return settings;
    }

    /** The sources by the prefix of their keys. */
    private static Map<String, Path> configurations() throws IOException {
        var found = new TreeMap<String, Path>();
        try (var files = Files.walk(MAIN)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                if (Files.readString(file).contains("@ConfigMapping")
                        && type(MAIN.relativize(file)).isAnnotationPresent(ConfigMapping.class)) {
                    found.put(
                            type(MAIN.relativize(file))
                                    .getAnnotation(ConfigMapping.class)
                                    .prefix(),
                            file);
                }
            }
        }
        return found;
    }

    private static Class<?> type(Path source) {
        var name = source.toString().replaceFirst("\\.java$", "").replace('/', '.');
        try {
            return Class.forName(name, false, SluiceConfig.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(
            Class<?> group, String prefix, String about, Map<String, String> texts, List<Setting> settings) {
        var declared = List.of(group.getDeclaredMethods());
        // Reflection has no order of its own; the source has.
        for (var name : texts.keySet().stream()
                .filter(name -> name.startsWith(group.getSimpleName() + "."))
                .toList()) {
            var method = declared.stream()
                    .filter(one -> name.endsWith("." + one.getName()))
                    .findFirst()
                    .orElseThrow();
            var nested = nested(method);
            if (nested.isPresent()) {
                add(nested.get(), nestedKey(method, prefix), about, texts, settings);
            } else {
                settings.add(new Setting(
                        key(method, prefix), method.getGenericReturnType(), byDefault(method), about, texts.get(name)));
            }
        }
    }

    private static Optional<String> byDefault(Method method) {
        return Optional.ofNullable(method.getAnnotation(WithDefault.class)).map(WithDefault::value);
    }

    /** What has settings itself: a group, or each value of a map. */
    private static Optional<Class<?>> nested(Method method) {
        var value = Map.class.isAssignableFrom(method.getReturnType())
                ? ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[1]
                : method.getGenericReturnType();
        return Optional.of(value)
                .filter(type -> type instanceof Class<?> known
                        && known.isInterface()
                        && known.getName().startsWith("io.sluice."))
                .map(Setting::asClass);
    }

    private static Class<?> asClass(Type type) {
        return (Class<?>) type;
    }

    private static String nestedKey(Method method, String prefix) {
        var named =
                Map.class.isAssignableFrom(method.getReturnType()) && !method.isAnnotationPresent(WithUnnamedKey.class);
        return key(method, prefix) + (named ? ".<name>" : "");
    }

    private static String key(Method method, String prefix) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        var given = method.getAnnotation(WithName.class);
        var kebab = method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return prefix + "." + (given == null ? kebab : given.value());
    }

    /** The Javadoc of types, by their names, and of methods, by those of their type and their own; in the order of the source. */
    private static Map<String, String> texts(Path source) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            var trees = DocTrees.instance(task);
            var texts = new LinkedHashMap<String, String>();
            var scanner = new TreePathScanner<Void, String>() {
                @Override
                public Void visitClass(ClassTree tree, String outer) {
                    var name = tree.getSimpleName().toString();
                    texts.put(name, comment());
                    return super.visitClass(tree, name);
                }

                @Override
                public Void visitMethod(MethodTree tree, String type) {
                    texts.put(type + "." + tree.getName(), comment());
                    return null;
                }

                private String comment() {
                    return Optional.ofNullable(trees.getDocComment(getCurrentPath()))
                            .orElse("")
                            .strip();
                }
            };
            task.parse().forEach(unit -> scanner.scan(unit, ""));
            return texts;
        }
    }
}
