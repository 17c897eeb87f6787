package io.sluice.delivery;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files with what people have sent: none but the user of this process may read them. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /**
     * What a new file is made with.
     *
     * @param directory that it will be in; where it knows no such rights, as on Windows, those of the directory hold
     */
    public static FileAttribute<?>[] in(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
