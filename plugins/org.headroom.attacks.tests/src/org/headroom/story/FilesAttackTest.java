package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Function;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.headroom.agent.Rig;
import org.headroom.jobs.AttackParts;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Receipt;
import org.headroom.renter.OrderSecrets;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files of a rig that are lost, changed or open to others, and users of the same machine. */
@Timeout(120)
class FilesAttackTest extends AttackedRig {
    private static final String CHAIN_IS_NOT_THE_MATTER = "what is attacked are files of the machine";
    private static final int CLIENTS = 60;

    FilesAttackTest() {
        super(1);
    }

    private Path file(String name) {
        return rig.home().resolve(name);
    }

    /** The rig goes off, what is done to its files keeps it from starting, and it starts once that is undone. */
    private void assertRefused(ThrowingStep attack, ThrowingStep undo, String... words) throws Exception {
        rig.goesOff();
        attack.go();
        try {
            assertThatThrownBy(rig::isOn)
                    .isInstanceOf(Rig.CannotOpen.class)
                    .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("Exception", "\n"));
        } finally {
            undo.go();
        }
        rig.takesWork();
    }

    private interface ThrowingStep {
        void go() throws Exception;
    }

    private List<Path> ledgerFiles() throws IOException {
        try (Stream<Path> all = Files.list(rig.home())) {
            return all.filter(p -> p.getFileName().toString().matches("ledger\\.db(-wal|-shm)?"))
                    .toList();
        }
    }

    @Test
    @WithoutMishaps(value = CHAIN_IS_NOT_THE_MATTER, mayAskNothing = true)
    void ledgerThatIsDeletedIsNotTakenForThatOfANewRig() throws Exception {
        Path aside = Files.createDirectory(folder.resolve("deleted"));
        assertRefused(
                () -> {
                    for (Path each : ledgerFiles()) Files.move(each, aside.resolve(each.getFileName()));
                },
                () -> {
                    for (Path each : ledgerFiles()) Files.delete(each);
                    for (Path each : list(aside))
                        Files.move(each, file(each.getFileName().toString()));
                },
                "ledger",
                "backup",
                "ledger lost");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    @WithoutMishaps(value = CHAIN_IS_NOT_THE_MATTER, mayAskNothing = true)
    void ledgerThatIsEmptiedIsNotTakenForThatOfANewRig() throws Exception {
        Path aside = Files.createDirectory(folder.resolve("emptied"));
        assertRefused(
                () -> {
                    for (Path each : ledgerFiles()) Files.move(each, aside.resolve(each.getFileName()));
                    Files.createFile(file("ledger.db"));
                },
                () -> {
                    for (Path each : ledgerFiles()) Files.delete(each);
                    for (Path each : list(aside))
                        Files.move(each, file(each.getFileName().toString()));
                },
                "ledger",
                "backup",
                "ledger lost");
    }

    @Test
    @WithoutMishaps(value = CHAIN_IS_NOT_THE_MATTER, mayAskNothing = true)
    void lockFileThatIsDeletedLetsNoSecondRigIn() throws Exception {
        Files.delete(file("ledger.db.lock"));
        try (RigProgram.Running second = RigProgram.Running.start(rig.home(), rig.environment(), Optional.empty())) {
            assertThat(second.awaitEnd()).isNotZero().isNotEqualTo(137);
        }
    }

    @Test
    @WithoutMishaps(value = CHAIN_IS_NOT_THE_MATTER, mayAskNothing = true)
    void keystoreThatOthersCanReadIsRefused() throws Exception {
        Path keystore = file("keystore.json");
        assertRefused(
                () -> Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-r--r--")),
                () -> Files.setPosixFilePermissions(keystore, PosixFilePermissions.fromString("rw-------")),
                "keystore.json",
                "chmod 600");
    }

    @Test
    void umaskThatForbidsNobodyAnythingLeavesAllFilesToTheOwner() throws Exception {
        rig.goesOff();
        Function umask = Function.getFunction("c", "umask");
        int before = umask.invokeInt(new Object[] {0});
        Rental rental;
        try {
            rig.takesWork();
            rental = renter.orders(DemoJob.manifest(1));
            runs(rental);
            receipt(rental);
        } finally {
            umask.invokeInt(new Object[] {before});
        }
        Path lease = file("leases").resolve(rental.lease().orElseThrow().value());
        assertThat(lease.resolve("job.log")).exists();
        assertThat(openToOthers()).isEmpty();
    }

    /** But for what the job left, behind a folder of the owner's. */
    private List<String> openToOthers() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(rig.home())) {
            for (Path each : all.toList()) {
                boolean jobs = each.toString().contains("/artefacts");
                if (jobs || Files.isSymbolicLink(each) || !Files.exists(each, LinkOption.NOFOLLOW_LINKS)) continue;
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                if (!rights.endsWith("------")) found.add(rig.home().relativize(each) + " " + rights);
            }
        }
        return found;
    }

    @Test
    void sealedVariableOfALeaseThatWasServedAndPaidIsInNoFileOfTheRigOrItsEngine() throws Exception {
        String value = "sealed-" + UUID.randomUUID() + "-ä";
        Manifest plain = shell("printf %s \"$TOKEN\" | sha256sum; cat /proc/self/mountinfo; sleep 5; echo ended");
        Manifest job = new Manifest(plain.image(), plain.command(), Map.of(), List.of("TOKEN"), plain.limits());
        await().atMost(PATIENCE).until(() -> !rig.view().market().offers().isEmpty());
        Offer offer = rig.view().market().offers().getFirst();
        List<Path> engines;
        try (ContainerEngine engine = rig.engine()) {
            engines = AttackParts.podmansFolders(engine);
        }

        Rental rental = renter.takesOffer(offer, job, new OrderSecrets(Map.of("TOKEN", value)));
        runs(rental);
        awaitLog(rental, "/artefacts");
        assertThat(traces(value, engines)).as("while it runs").isNotEmpty();
        assertThat(traces(value, List.of(rig.home()))).isEmpty();
        Receipt receipt = receipt(rental);
        rig.awaitNoContainerIsLeft();

        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        assertThat(rental.log())
                .startsWith(digest)
                .endsWith("ended\n")
                .doesNotContain(rig.home().toString());
        assertThat(file("leases").resolve(rental.lease().orElseThrow().value()).resolve("job.log"))
                .exists();
        List<Path> all = new ArrayList<>(engines);
        all.add(rig.home());
        assertThat(traces(value, all)).isEmpty();
        rig.goesOff();
        assertThat(traces(value, all)).as("after the rig has ended").isEmpty();
        rig.takesWork();
    }

    private static List<Path> traces(String value, List<Path> folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path each : folders) found.addAll(AttackParts.traces(value, each));
        return found;
    }

    @Test
    @WithoutMishaps(value = CHAIN_IS_NOT_THE_MATTER, mayAskNothing = true)
    void hostileClientsOfTheControlSocketKeepNoCommandOfTheOwnersFromItsAnswer() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                clients.add(client);
                client.connect(UnixDomainSocketAddress.of(file("control/socket")));
                String says = i % 3 == 0 ? "" : i % 3 == 1 ? "[".repeat(4_000) : "{\"v\":1,\"do\":\"withdraw\"}\n";
                client.write(ByteBuffer.wrap(says.getBytes(StandardCharsets.UTF_8)));
            }
            OwnersProgram.Ended status = new OwnersProgram(folder).command(rig.home(), "", "status", "--json");
            assertThat(status.exit()).as(status.err()).isZero();
            assertThat(status.json().path("rig").isMissingNode()).isFalse();
        } finally {
            for (SocketChannel each : clients) each.close();
        }
        assertThat(rig.view().withdrawals()).isEmpty();
    }

    @Test
    void folderOfALeaseThatIsReplacedByALinkLeadsTheRigNowhere() throws Exception {
        Path victim = Files.createDirectories(folder.resolve("victim/artefacts"));
        Files.writeString(victim.resolve("precious"), "the owner's");
        Rental rental = renter.orders(shell("echo begun; sleep 5; echo ended"));
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "begun");
        Path lease = file("leases").resolve(running.id().value());
        Path moved = lease.resolveSibling("moved");
        assumeThat(lease).isDirectory();
        Files.move(lease, moved);
        Files.createSymbolicLink(lease, victim.getParent());
        receipt(rental);
        rig.awaitNoContainerIsLeft();
        Files.delete(lease);
        Files.move(moved, lease);
        assertThat(victim.resolve("precious")).hasContent("the owner's");
        assertThat(list(victim)).containsExactly(victim.resolve("precious"));
        assertThat(list(victim.getParent())).containsExactly(victim);
    }
}
