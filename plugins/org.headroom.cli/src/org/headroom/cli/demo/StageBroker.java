package org.headroom.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.model.files.PrivateFiles;

/** The demo's broker. It keeps its port over a restart, so that programs that know its address find it again. */
final class StageBroker {
    private static final String PORT = "port";

    private StageBroker() {}

    /**
     * Starts the broker on the port that is on record in its folder, or on another where that port is in use or none is on
     * record. The port is then put on record.
     */
    static EmbeddedBroker resumeOrStart(Path folder) throws IOException {
        PrivateFiles.ownFolder(folder);
        int wanted = recorded(folder.resolve(PORT));
        EmbeddedBroker broker = EmbeddedBroker.start(folder, wanted > 0 && isFree(wanted) ? wanted : 0);
        try {
            Path draft = folder.resolve(PORT + ".part");
            PrivateFiles.writeString(draft, broker.port() + "\n");
            Files.move(
                    draft, folder.resolve(PORT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** 0 where no port is on record. */
    private static int recorded(Path file) throws IOException {
        if (!Files.isRegularFile(file)) return 0;
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isFree(int port) {
        if (port > 65_535) return false;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
