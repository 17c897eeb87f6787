package io.sluice.deploy;

import jakarta.inject.Named;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The compiled classes of the product, none of them initialised. */
record OurTypes(List<Class<?>> all) {
    private static final Path CLASSES = Path.of("target/classes");

    static OurTypes load() throws IOException {
        try (var files = Files.walk(CLASSES.resolve("io/sluice"))) {
            return new OurTypes(files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> CLASSES.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(OurTypes::type)
                    .toList());
        }
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name, false, OurTypes.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The beans that routes can name: of classes, and of the methods that produce them. */
    Map<String, Class<?>> named() {
        var named = new HashMap<String, Class<?>>();
        for (var type : all) {
            if (type.isAnnotationPresent(Named.class)) {
                named.put(type.getAnnotation(Named.class).value(), type);
            }
            for (var method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Named.class)) {
                    named.put(method.getAnnotation(Named.class).value(), method.getReturnType());
                }
            }
        }
        return named;
    }

    /** Ours among the types that such a value can be of: those named in it, and what implements them. */
    Set<Class<?>> within(Type type) {
        var within = new LinkedHashSet<Class<?>>();
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> within.addAll(within(argument)));
            within.addAll(within(generic.getRawType()));
        } else if (type instanceof Class<?> known && known.getName().startsWith("io.sluice.")) {
            all.stream()
                    .filter(known::isAssignableFrom)
                    .filter(one -> !one.isInterface())
                    .forEach(within::add);
        }
        return within;
    }

    /** What Jackson reads or writes with it: the record itself, and the records that it is made of. */
    Set<Class<?>> madeOf(Class<?> root) {
        var found = new LinkedHashSet<Class<?>>();
        within(root).forEach(type -> addParts(type, found));
        return found;
    }

    private void addParts(Class<?> type, Set<Class<?>> found) {
        if (!type.isEnum() && found.add(type) && type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                within(component.getGenericType()).forEach(part -> addParts(part, found));
            }
        }
    }

    static Stream<Method> methods(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && !method.isSynthetic());
    }
}
