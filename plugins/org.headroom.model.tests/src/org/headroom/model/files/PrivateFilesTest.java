package org.headroom.model.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    Path folder;

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Path opened(Path file, String rights) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    @Test
    void filesAndFoldersAreTheOwnersAloneHoweverTheyAreMade() throws IOException {
        Path deep = PrivateFiles.createFolders(folder.resolve("a/b"));
        assertThat(rights(deep)).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("a"))).isEqualTo("rwx------");
        PrivateFiles.createFile(deep.resolve("made"));
        PrivateFiles.writeString(deep.resolve("written"), "text");
        PrivateFiles.replace(deep.resolve("replaced"), new byte[] {1});
        try (FileChannel out =
                        PrivateFiles.open(deep.resolve("opened"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                Writer appended = PrivateFiles.writer(
                        deep.resolve("appended"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            assertThat(out.size()).isZero();
            appended.write("x");
        }
        for (String name : new String[] {"made", "written", "replaced", "opened", "appended"})
            assertThat(rights(deep.resolve(name))).as(name).isEqualTo("rw-------");
    }

    @Test
    void replacedFileHasTheNewContentAndTheOwnersRightsAlone() throws IOException {
        Path file = opened(Files.writeString(folder.resolve("file"), "a longer text before"), "rw-rw-rw-");
        PrivateFiles.replace(file, "new".getBytes());
        assertThat(file).hasContent("new");
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void fileThatIsOpenToOthersIsTightenedAndKeepsItsContentAndItsOwnersRights() throws IOException {
        Path file = opened(Files.writeString(folder.resolve("file"), "text"), "rw-r--rw-");
        assertThat(PrivateFiles.isOpenToOthers(file)).isTrue();
        PrivateFiles.createFile(file);
        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(file).hasContent("text");
        assertThat(PrivateFiles.isOpenToOthers(file)).isFalse();
        PrivateFiles.tighten(opened(file, "r--r--r--"));
        assertThat(rights(file)).isEqualTo("r--------");
        PrivateFiles.tighten(folder.resolve("none"));
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        Path target = opened(Files.createFile(folder.resolve("target")), "rw-rw-rw-");
        PrivateFiles.tighten(Files.createSymbolicLink(folder.resolve("link"), target));
        assertThat(rights(target)).isEqualTo("rw-rw-rw-");
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("absent"));
        assertThatThrownBy(() -> PrivateFiles.createFile(nowhere)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("absent")).doesNotExist();
    }
}
