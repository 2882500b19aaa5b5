package org.headroom.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Function;
import java.nio.file.AccessDeniedException;
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

    @Test
    void folderThatMayNotBeEnteredIsNotSaidToHaveNoRig() throws Exception {
        Path home = Files.createDirectories(scratch.resolve("rig"));
        try (ControlServer server = open(home);
                ControlClient client = new ControlClient(home)) {
            assertThat(ControlPath.find(home)).exists();
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("---------"));
            try {
                asAnother(() -> {
                    assertThatThrownBy(() -> ControlPath.find(home)).isInstanceOf(AccessDeniedException.class);
                    assertThatThrownBy(() -> client.ask(ControlClient.request("status"), w -> {}))
                            .isNotInstanceOf(ControlClient.NoRig.class)
                            .hasMessageContainingAll("You may not enter", home.toString(), "not known", "as root");
                });
            } finally {
                Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            }
        }
        try (ControlClient client = new ControlClient(home)) {
            assertThatThrownBy(() -> client.ask(ControlClient.request("status"), w -> {}))
                    .isInstanceOf(ControlClient.NoRig.class)
                    .hasMessageContaining("No rig runs in " + home);
        }
    }

    @Test
    void folderThatIsMissingIsNamedWithTheWayToAnother() {
        Path home = scratch.resolve("none");
        try (ControlClient client = new ControlClient(home)) {
            assertThatThrownBy(() -> client.ask(ControlClient.request("status"), w -> {}))
                    .isInstanceOf(ControlClient.NoRig.class)
                    .hasMessageContainingAll("There is no folder " + home, "--home", "demo", "docs/setup.md");
        }
    }

    /** This thread opens files as another user where it is root's: each thread of Linux has a user of its own for that. */
    private static void asAnother(Runnable step) throws Exception {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Function setfsuid = Function.getFunction("c", "setfsuid");
        if (root) setfsuid.invokeInt(new Object[] {65_533});
        try {
            step.run();
        } finally {
            if (root) setfsuid.invokeInt(new Object[] {0});
        }
    }

    private static ControlServer open(Path home) throws Exception {
        return ControlServer.open(home, Map.of(), (request, replies) -> replies.send(Json.done()));
    }
}
