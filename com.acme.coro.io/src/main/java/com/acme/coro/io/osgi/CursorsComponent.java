package com.acme.coro.io.osgi;

import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.io.db.CursorsOfProcess;
import com.acme.coro.io.db.DataSources;
import java.util.Comparator;
import java.util.Optional;
import javax.sql.DataSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The database cursors of one bundle, as a service. */
@Component(service = AsyncDbCursors.class, scope = ServiceScope.BUNDLE)
public final class CursorsComponent implements AsyncDbCursors {
    private final CursorsOfProcess.OfBundle cursors;

    /** For whoever gets the service. */
    @Activate
    public CursorsComponent(@Reference BlockingComponent all, ComponentContext context) {
        BundleContext services = context.getBundleContext();
        cursors = all.cursors().ofBundle(name -> find(services, name));
    }

    private static Optional<DataSources.Loan> find(BundleContext services, String name) {
        String quoted = name.replaceAll("[\\\\*()]", "\\\\$0");
        String filter = "(|(dataSourceName=" + quoted + ")(osgi.jndi.service.name=" + quoted + "))";
        try {
            return services.getServiceReferences(DataSource.class, filter).stream()
                    .sorted(Comparator.reverseOrder()) // the highest ranking first
                    .flatMap(each -> loan(services, each).stream())
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(filter, e);
        }
    }

    private static Optional<DataSources.Loan> loan(BundleContext services, ServiceReference<DataSource> at) {
        return Optional.ofNullable(services.getService(at))
                .map(source -> new DataSources.Loan(source, () -> giveBack(services, at)));
    }

    private static void giveBack(BundleContext services, ServiceReference<DataSource> at) {
        try {
            services.ungetService(at);
        } catch (IllegalStateException e) {
            // this bundle has stopped, and the framework has taken everything back
        }
    }

    /** That bundle has let go of it. */
    @Deactivate
    void close() {
        cursors.close();
    }

    @Override
    public AsyncDbCursor open(DbSpec spec) {
        return cursors.open(spec);
    }
}
