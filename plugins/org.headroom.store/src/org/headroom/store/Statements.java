package org.headroom.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The statements of one connection, each compiled once. For one thread at a time. */
interface Statements {
    /** @param sql a text written in this package, so that there are few; whoever asks closes the result, not the statement */
    PreparedStatement prepared(String sql) throws SQLException;

    /** Those of a connection that is not closed here. */
    final class Kept implements Statements {
        private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

        private final Connection connection;
        private final Map<String, PreparedStatement> statements = new HashMap<>();

        Kept(Connection connection) {
            this.connection = connection;
        }

        @Override
        public PreparedStatement prepared(String sql) throws SQLException {
            PreparedStatement known = statements.get(sql);
            if (known == null) {
                known = connection.prepareStatement(sql);
                statements.put(sql, known);
            }
            return known;
        }

        /** Closes all of them. The driver closes a statement that has failed, so after a failure they are compiled anew. */
        void close() {
            for (PreparedStatement each : statements.values()) {
                try {
                    each.close();
                } catch (SQLException e) {
                    LOG.debug("closed all the same: {}", e.getMessage());
                }
            }
            statements.clear();
        }
    }
}
