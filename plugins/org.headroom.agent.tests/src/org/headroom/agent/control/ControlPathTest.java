package org.headroom.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the socket of a rig is whose folder has a long path. */
class ControlPathTest {
    @TempDir
    Path scratch;

    private Path longHome() throws Exception {
        return Files.createDirectories(scratch.resolve("a".repeat(90)).resolve("rig"));
    }

    @Test
    void rigWithALongPathListensInAPrivateFolderThatAFileNames() throws Exception {
        Path home = longHome();
        try (ControlServer server = open(home);
                ControlClient client = new ControlClient(home)) {
            Path socket = ControlPath.find(home);
            assertThat(socket).hasFileName("socket");
            assertThat(ControlPath.fits(socket)).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            assertThat(client.ask(ControlClient.request("x"), w -> {})
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            server.close();
            assertThat(socket.getParent()).doesNotExist();
            assertThat(home.resolve("control/socket-path")).doesNotExist();
        }
    }

    @Test
    void folderThatAKilledRigLeftIsDeletedByTheNextOne() throws Exception {
        Path home = longHome();
        ControlPath killed = new ControlPath(home, Map.of());
        killed.makeFolder();
        Path left = Files.createFile(killed.prepare());
        try (ControlServer server = open(home)) {
            assertThat(left.getParent()).doesNotExist();
            assertThat(ControlPath.find(home)).isNotEqualTo(left);
        }
    }

    @Test
    void folderThatOthersCanWriteIsNotFollowed() throws Exception {
        Path home = longHome();
        ControlPath path = new ControlPath(home, Map.of());
        path.makeFolder();
        Path socket = path.prepare();
        try {
            assertThat(ControlPath.find(home)).isEqualTo(socket);
            Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThatThrownBy(() -> ControlPath.find(home)).isInstanceOf(NoSuchFileException.class);
        } finally {
            Files.deleteIfExists(socket.getParent());
        }
    }

    @Test
    void fileInPlaceOfTheFolderIsNotDeleted() throws Exception {
        Files.writeString(scratch.resolve("control"), "mine");
        assertThatThrownBy(() -> open(scratch)).hasMessageContaining("is no folder: remove it");
        assertThat(scratch.resolve("control")).hasContent("mine");
    }

    private static ControlServer open(Path home) throws Exception {
        return ControlServer.open(home, Map.of(), (request, replies) -> replies.send(Json.done()));
    }
}
