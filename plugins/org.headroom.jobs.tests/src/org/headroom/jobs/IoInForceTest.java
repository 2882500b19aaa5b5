package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoInForceTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final IoLimits WISHED = new IoLimits(
            List.of(new BlockDevices.Device("7:3", "loop3"), new BlockDevices.Device("8:0", "sda")),
            IoPolicy.of(200, 2000),
            true,
            List.of());

    @TempDir
    Path directory;

    private List<String> differences(String type, String controllers) throws IOException {
        String mount = "30 20 0:26 / " + directory + " rw - " + type + " cgroup rw," + controllers;
        return IoInForce.differences(List.of("7:" + controllers + ":/docker/" + ID), List.of(mount), ID, WISHED)
                .orElseThrow();
    }

    private Path group() throws IOException {
        return Files.createDirectories(directory.resolve("docker").resolve(ID));
    }

    @Test
    void limitsOfVersionOneAreComparedForEachDevice() throws IOException {
        for (String bps : List.of("read_bps", "write_bps"))
            Files.writeString(group().resolve("blkio.throttle." + bps + "_device"), "7:3 200000000\n8:0 200000000\n");
        for (String iops : List.of("read_iops", "write_iops"))
            Files.writeString(group().resolve("blkio.throttle." + iops + "_device"), "7:3 2000\n8:0 2000\n");
        Files.writeString(group().resolve("blkio.bfq.weight"), "10\n");
        assertThat(differences("cgroup", "blkio")).isEmpty();

        Files.writeString(group().resolve("blkio.bfq.weight"), "100\n");
        Files.writeString(group().resolve("blkio.throttle.write_bps_device"), "8:0 300000000\n");
        Files.delete(group().resolve("blkio.throttle.read_iops_device"));
        assertThat(differences("cgroup", "blkio"))
                .containsExactly(
                        "the engine has not set blkio.throttle.write_bps_device for the job's own disk",
                        "the engine has not set blkio.throttle.write_bps_device for sda",
                        "the engine has not set blkio.throttle.read_iops_device for the job's own disk",
                        "the engine has not set blkio.throttle.read_iops_device for sda",
                        "the engine has not set the least weight");
    }

    @Test
    void limitsOfVersionTwoAreComparedForEachDevice() throws IOException {
        String all = "rbps=200000000 wbps=200000000 riops=2000 wiops=2000\n";
        Files.writeString(group().resolve("io.max"), "8:0 " + all + "7:3 " + all);
        Files.writeString(group().resolve("io.weight"), "default 1\n");
        assertThat(differences("cgroup2", "")).isEmpty();

        Files.writeString(group().resolve("io.max"), "8:0 " + all.replace("wiops=2000", "wiops=max"));
        assertThat(differences("cgroup2", ""))
                .hasSize(5)
                .contains(
                        "the engine has not set io.max wiops for sda",
                        "the engine has not set io.max wiops for the job's own disk");
    }

    @Test
    void processThatHasLeftItsGroupOfVersionOneTellsNothing() throws IOException {
        Files.createDirectories(group());
        List<String> mounts = List.of(
                "30 20 0:26 / /nowhere rw - cgroup cgroup rw,blkio",
                "31 20 0:27 / " + directory + " rw - cgroup2 cgroup rw");
        assertThat(IoInForce.differences(List.of("7:blkio:/", "0::/docker/" + ID), mounts, ID, WISHED))
                .isEmpty();
    }

    @Test
    void groupThatDoesNotShowIsUnknownAndTheEnginesWordCounts() throws IOException {
        assertThat(IoInForce.differences(List.of("7:blkio:/other"), List.of(), ID, WISHED))
                .isEmpty();
        var inspect = EngineClient.JSON.createObjectNode();
        var host = inspect.putObject("HostConfig");
        WISHED.docker(host);
        assertThat(IoInForce.told(inspect, WISHED)).isEmpty();
        host.putNull("BlkioDeviceReadBps").put("BlkioWeight", 0);
        assertThat(IoInForce.told(inspect, WISHED))
                .containsExactly(
                        "the engine does not tell BlkioDeviceReadBps of each disk",
                        "the engine has not set the least weight");
    }

    @Test
    void eachReasonIsSaidOnceAndSayersAreBounded() {
        IoInForce io = new IoInForce();
        for (int i = 0; i < 200; i++) io.say("reason " + i % 100);
        assertThat(io.saidOf("reason ")).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsAskedWhereTheOwnerWantsNoLimit() {
        var host = EngineClient.JSON.createObjectNode();
        IoLimits.NONE.docker(host);
        IoLimits.NONE.podman(host);
        assertThat(host).isEmpty();
        assertThat(IoLimits.NONE.isAsked()).isFalse();
    }
}
