//! The TLS configuration, built by us: ring, roots as configured, nothing process-wide.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::config::Roots;
use crate::error::{Error, Result};

pub fn client_config(roots: &Roots) -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::internal(format!("TLS did not start: {e}")))?;
    let mut config = match roots {
        // Android's verifier wants the app's JVM and context, which a library does not have, and panics without them.
        Roots::System if cfg!(target_os = "android") => builder.with_root_certificates(webpki()).with_no_client_auth(),
        // Slim containers have no certificates of their own: then the compiled-in roots hold.
        Roots::System => match Verifier::new(provider) {
            Ok(verifier) => {
                let verifier: Arc<dyn ServerCertVerifier> = Arc::new(verifier);
                builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()
            }
            Err(_) => builder.with_root_certificates(webpki()).with_no_client_auth(),
        },
        Roots::Webpki => builder.with_root_certificates(webpki()).with_no_client_auth(),
        Roots::File(path) => {
            let bad = |e: String| Error::config(format!("certificate roots `{}`: {e}", path.display())).at("network.roots");
            let mut store = RootCertStore::empty();
            for certificate in CertificateDer::pem_file_iter(path).map_err(|e| bad(e.to_string()))? {
                store.add(certificate.map_err(|e| bad(e.to_string()))?).map_err(|e| bad(e.to_string()))?;
            }
            builder.with_root_certificates(store).with_no_client_auth()
        }
    };
    let known: &[&[u8]] = if cfg!(feature = "http2") { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] };
    config.alpn_protocols = known.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

fn webpki() -> RootCertStore {
    RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }
}
