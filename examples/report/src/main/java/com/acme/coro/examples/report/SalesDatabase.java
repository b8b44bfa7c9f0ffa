package com.acme.coro.examples.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Hashtable;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * A database in memory, offered as a service under a name: the one place that knows which database it is. Put a
 * data source for another one in its stead, and nothing else changes.
 */
@Component
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=javax.sql.DataSource")
public final class SalesDatabase {
    /** The name of the service. */
    static final String NAME = "examples.sales";

    private final JdbcDataSource source = new JdbcDataSource();
    private final ServiceRegistration<DataSource> service;

    /**
     * Makes and offers it.
     *
     * @param context registers it
     * @throws SQLException if it cannot be made
     */
    @Activate
    public SalesDatabase(BundleContext context) throws SQLException {
        source.setURL("jdbc:h2:mem:sales;DB_CLOSE_DELAY=-1"); // stays when its last connection goes
        source.setUser("sa");
        execute("create table sales (item varchar(40), price decimal(12, 2))");
        service = context.registerService(DataSource.class, source, new Hashtable<>(Map.of("dataSourceName", NAME)));
    }

    /**
     * Withdraws it, and what is in it is gone.
     *
     * @throws SQLException if it cannot be closed
     */
    @Deactivate
    public void close() throws SQLException {
        service.unregister();
        execute("shutdown");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
