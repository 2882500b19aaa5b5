package org.headroom.cli.rig;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.headroom.model.files.PrivateFiles;
import org.slf4j.LoggerFactory;

/**
 * The log of a rig in its folder: {@code log/rig.log} and what it was before, {@value #OLDER} files of
 * {@value #FILE_BYTES} bytes at most, in a folder that is the owner's alone.
 */
public final class RigLog implements AutoCloseable {
    /** Beside the current one. */
    static final int OLDER = 3;

    static final long FILE_BYTES = 5 << 20;
    private static final double CHECK_MS = 500;
    private static final String OURS = "org.headroom";

    private final Logger logger;
    private final RollingFileAppender<ILoggingEvent> appender;

    private RigLog(Logger logger, RollingFileAppender<ILoggingEvent> appender) {
        this.logger = logger;
        this.appender = appender;
    }

    static Path file(Path home) {
        return home.resolve("log").resolve("rig.log");
    }

    static Path older(Path home, int number) {
        Path file = file(home);
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** Writes what the bundles log into the rig's folder, until it is closed. */
    public static RigLog open(Path home) throws IOException {
        return open(home, FILE_BYTES);
    }

    static RigLog open(Path home, long bytes) throws IOException {
        Path file = file(home);
        makeFolder(file.getParent());
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context))
            throw new IOException("the logging of this program is not the one that it was built with");
        RollingFileAppender<ILoggingEvent> appender = new OwnersFile();
        appender.setContext(context);
        appender.setName("rig-log");
        appender.setFile(file.toString());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        // As the window's log: each event begins a line, and what strangers sent neither begins one nor steers a
        // terminal.
        encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{24} "
                + "%replace(%replace(%msg){'\\s*[\\r\\n\\x{2028}\\x{2029}]+\\s*',' | '}){'[\\p{C}&&[^\\t]]','\uFFFD'}%n"
                + "%replace(%replace(%ex){'[\\p{C}\\x{2028}\\x{2029}&&[^\\n\\t]]','\uFFFD'}){'\\n(?!$)','\n    | '}");
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLDER);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(bytes));
        // It looks once a minute otherwise, in which a file can grow far beyond its size.
        size.setCheckIncrement(Duration.buildByMilliseconds(CHECK_MS));
        size.start();
        appender.setEncoder(encoder);
        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(size);
        appender.start();
        if (!appender.isStarted()) throw new IOException(file + " cannot be written");
        // What is shown on standard error is limited by its own appender.
        context.getLogger(OURS).setLevel(Level.INFO);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        return new RigLog(root, appender);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
            throw new IOException(folder + " is no folder: remove it");
        PrivateFiles.ownFolder(folder);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }

    /** Makes each of its files the owner's alone, also the next one after a roll. */
    private static final class OwnersFile extends RollingFileAppender<ILoggingEvent> {
        @Override
        public void openFile(String file) throws IOException {
            PrivateFiles.createFile(Path.of(file));
            super.openFile(file);
        }
    }
}
