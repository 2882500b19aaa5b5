package org.headroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.headroom.broker.EmbeddedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageBrokerTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsPortOverARestart() throws Exception {
        int before = portOfOneRun();
        assertThat(portOfOneRun()).isEqualTo(before);
    }

    @Test
    void takesAnotherPortWhileItsOwnIsInUseAndKeepsThatOne() throws Exception {
        int before = portOfOneRun();
        int other;
        try (ServerSocket taken = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
            other = portOfOneRun();
            assertThat(other).isNotEqualTo(taken.getLocalPort());
        }
        assertThat(portOfOneRun()).isEqualTo(other);
    }

    @Test
    void startsOnAnyPortWhereTheRecordCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("port"), "4210x\n");
        int port = portOfOneRun();
        assertThat(folder.resolve("port")).hasContent(port + "\n");
    }

    private int portOfOneRun() throws Exception {
        try (EmbeddedBroker broker = StageBroker.resumeOrStart(folder)) {
            return broker.port();
        }
    }
}
