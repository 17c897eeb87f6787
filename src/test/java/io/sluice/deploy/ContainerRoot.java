package io.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container's root file system: what the image's COPY lines put there, beside this machine's programs and JDK, with the
 * pod's volumes mounted; all of it read-only but the volumes. It is a mount namespace of its own, which leaves nothing
 * behind. Who may not mount gets the image's directory alone, with links to the volumes, and nobody may write into it.
 */
final class ContainerRoot {
    private static final List<String> OF_THIS_MACHINE = List.of("usr", "bin", "lib", "lib64", "etc", "dev", "proc");

    /** Mounts, and becomes the container's process. Arguments: root, user, working directory, mounts, --, command. */
    private static final String ENTER = """
            set -e
            root=$1 user=$2 directory=$3
            shift 3
            mount --make-rprivate /
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            while [ "$1" != -- ]; do
              mount --rbind "$2" "$root$3"
              [ "$1" = rw ] || mount -o remount,bind,ro "$root$3"
              shift 3
            done
            shift
            exec chroot --userspec="$user" --groups= "$root" /usr/bin/env --chdir="$directory" "$@"
            """;

    private final Path directory;
    private final Path root;
    private final PodSpec pod;
    private final Dockerfile.Stage image;
    private final List<String> mounts = new ArrayList<>();
    private final boolean mountable;

    private ContainerRoot(Path directory, PodSpec pod, Dockerfile.Stage image)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.root = directory.resolve("root");
        this.pod = pod;
        this.image = image;
        this.mountable = run("unshare", "--mount", "true") == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    static ContainerRoot in(Path directory, Dockerfile.Stage image, PodSpec pod, Manifests manifests)
            throws IOException, InterruptedException {
        var container = new ContainerRoot(directory, pod, image);
        if (container.mountable) {
            container.addThisMachine();
        }
        container.addImage();
        container.addVolumes(manifests);
        if (!container.mountable) {
            System.out.println(
                    "This user may not mount: the image's directory is read-only, the rest of the machine is not.");
            assertThat(run("chmod", "-R", "a-w", container.home().toString())).isZero();
            assertThat(run("chmod", "a+rx", directory.toString())).isZero();
        }
        return container;
    }

    /** Of the distribution, and the JDK that the tests run on, wherever it is. */
    private void addThisMachine() throws IOException, InterruptedException {
        Files.createDirectories(root);
        for (var name : OF_THIS_MACHINE) {
            var here = Path.of("/", name);
            if (Files.isSymbolicLink(here)) {
                Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(here));
            } else if (Files.isDirectory(here)) {
                mount(name.equals("dev") || name.equals("proc") ? "rw" : "ro", here, here.toString());
            }
        }
        var java = Path.of(System.getProperty("java.home"));
        if (!java.startsWith("/usr")) {
            mount("ro", java, java.toString());
        }
    }

    private void mount(String how, Path from, String at) throws IOException, InterruptedException {
        if (mountable) {
            Files.createDirectories(inRoot(at));
            mounts.addAll(List.of(how, from.toAbsolutePath().toString(), at));
        } else if (inRoot(at).startsWith(home())) {
            assertThat(run("rm", "-rf", inRoot(at).toString())).isZero();
            Files.createSymbolicLink(inRoot(at), from.toAbsolutePath());
        }
    }

    /** The image's directory. */
    private Path home() {
        return inRoot(image.the("WORKDIR"));
    }

    private Path inRoot(String path) {
        return root.resolve(path.substring(1));
    }

    private void addImage() throws IOException, InterruptedException {
        var home = Files.createDirectories(home());
        for (var copy : image.copies()) {
            for (var source : copy.sources()) {
                var from = Path.of(source.replaceFirst("^/build/", ""));
                if (from.equals(Path.of("data"))) {
                    Files.createDirectories(home.resolve(copy.target()));
                    continue;
                }
                assertThat(from).as("what COPY %s takes", source).exists();
                var to = home.resolve(copy.target()).normalize();
                assertThat(run("cp", "-r", from.toString(), to.toString())).isZero();
            }
        }
        assertThat(run("chmod", "-R", "a+rX,go-w", root.toString())).isZero();
    }

    private void addVolumes(Manifests manifests) throws IOException, InterruptedException {
        var volumes = pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, volume -> volume));
        for (var mount : pod.getContainers().get(0).getVolumeMounts()) {
            var volume = volumes.get(mount.getName());
            var files = Files.createDirectories(directory.resolve("volumes").resolve(mount.getName()));
            if (volume.getConfigMap() != null) {
                fill(files, manifests.configMap(volume.getConfigMap().getName()).getData());
                mount("ro", files, mount.getMountPath());
            } else {
                // As the kubelet leaves a volume to the group of the pod.
                if (isRoot()) {
                    assertThat(run(
                                    "chgrp",
                                    pod.getSecurityContext().getFsGroup().toString(),
                                    files.toString()))
                            .isZero();
                }
                Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxr-x"));
                mount(readOnly(mount) ? "ro" : "rw", files, mount.getMountPath());
            }
        }
    }

    private static boolean readOnly(VolumeMount mount) {
        return Boolean.TRUE.equals(mount.getReadOnly());
    }

    /** As the kubelet lays them out: a link for each file, through a link to the newest directory. */
    private static void fill(Path volume, Map<String, String> files) throws IOException {
        var newest = Files.createDirectories(volume.resolve("..2026_01_01"));
        Files.createSymbolicLink(volume.resolve("..data"), newest.getFileName());
        for (var file : files.entrySet()) {
            Files.writeString(newest.resolve(file.getKey()), file.getValue());
            Files.createSymbolicLink(volume.resolve(file.getKey()), Path.of("..data", file.getKey()));
        }
    }

    private static long own() throws IOException {
        return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    }

    private static boolean isRoot() throws IOException {
        return own() == 0;
    }

    /** Whose process it will be: the pod's, unless nobody here may change users. */
    long user() throws IOException {
        return isRoot() ? pod.getSecurityContext().getRunAsUser() : own();
    }

    /** Makes it a process in this root. */
    ProcessBuilder process(List<String> command) throws IOException {
        var context = pod.getSecurityContext();
        var builder = new ProcessBuilder();
        if (mountable) {
            builder.command(Stream.of(
                            List.of("unshare", "--mount", "sh", "-c", ENTER, "container", root.toString()),
                            List.of(context.getRunAsUser() + ":" + context.getRunAsGroup()),
                            List.of(pod.getContainers().get(0).getWorkingDir()),
                            mounts,
                            List.of("--"),
                            command)
                    .flatMap(List::stream)
                    .toList());
        } else {
            var whole = new ArrayList<>(command);
            if (isRoot()) {
                whole.addAll(
                        0,
                        List.of(
                                "setpriv",
                                "--reuid=" + context.getRunAsUser(),
                                "--regid=" + context.getRunAsGroup(),
                                "--clear-groups"));
            }
            builder.command(whole).directory(home().toFile());
        }
        builder.environment().clear();
        builder.environment()
                .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/sbin:/usr/bin:/sbin:/bin");
        return builder;
    }
}
